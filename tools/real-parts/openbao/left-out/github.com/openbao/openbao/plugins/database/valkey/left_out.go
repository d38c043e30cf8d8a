package valkey

import "errors"

func New() (interface{}, error) { return nil, errors.New("valkey is left out of this build") }
