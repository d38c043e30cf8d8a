package postgresql

import "errors"

func New() (interface{}, error) { return nil, errors.New("postgresql is left out of this build") }
