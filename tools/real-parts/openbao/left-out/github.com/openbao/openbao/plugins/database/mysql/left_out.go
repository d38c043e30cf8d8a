package mysql

import "errors"

const (
	DefaultUserNameTemplate       = ""
	DefaultLegacyUserNameTemplate = ""
)

func New(string) func() (interface{}, error) {
	return func() (interface{}, error) { return nil, errors.New("mysql is left out of this build") }
}
