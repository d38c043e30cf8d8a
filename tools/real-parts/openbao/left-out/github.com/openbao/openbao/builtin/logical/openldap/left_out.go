package openldap

import (
	"context"
	"errors"

	"github.com/openbao/openbao/sdk/v2/logical"
)

func Factory(context.Context, *logical.BackendConfig) (logical.Backend, error) {
	return nil, errors.New("openldap is left out of this build")
}
