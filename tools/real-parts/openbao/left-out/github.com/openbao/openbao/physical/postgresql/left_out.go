package postgresql

import (
	"errors"

	"github.com/hashicorp/go-hclog"
	"github.com/openbao/openbao/sdk/v2/physical"
)

func NewPostgreSQLBackend(map[string]string, hclog.Logger) (physical.Backend, error) {
	return nil, errors.New("postgresql is left out of this build")
}
