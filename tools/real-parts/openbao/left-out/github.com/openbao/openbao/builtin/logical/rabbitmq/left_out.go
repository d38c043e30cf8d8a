package rabbitmq

import (
	"context"
	"errors"

	"github.com/openbao/openbao/sdk/v2/logical"
)

func Factory(context.Context, *logical.BackendConfig) (logical.Backend, error) {
	return nil, errors.New("rabbitmq is left out of this build")
}
