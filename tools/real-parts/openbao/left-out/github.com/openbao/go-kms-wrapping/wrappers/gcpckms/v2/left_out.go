package gcpckms

import (
	"context"
	"errors"

	wrapping "github.com/openbao/go-kms-wrapping/v2"
)

type Wrapper struct{ wrapping.Wrapper }

func NewWrapper() *Wrapper { return &Wrapper{} }

func (*Wrapper) SetConfig(context.Context, ...wrapping.Option) (*wrapping.WrapperConfig, error) {
	return nil, errors.New("gcpckms is left out of this build")
}
