package compose

import (
	"github.com/docker/cli/cli/command"
	"github.com/docker/compose/v2/pkg/api"
)

type service struct{ api.Service }

func NewComposeService(command.Cli) api.Service { return service{} }
