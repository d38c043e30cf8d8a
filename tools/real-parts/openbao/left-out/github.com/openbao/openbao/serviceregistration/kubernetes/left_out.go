package kubernetes

import (
	"errors"

	"github.com/hashicorp/go-hclog"
	"github.com/openbao/openbao/serviceregistration"
)

func NewServiceRegistration(map[string]string, hclog.Logger, serviceregistration.State) (serviceregistration.ServiceRegistration, error) {
	return nil, errors.New("service_registration is left out of this build")
}
