package teststorage

import "github.com/openbao/openbao/vault"

type ClusterSetupMutator func(*vault.CoreConfig, *vault.TestClusterOptions)

func ClusterSetup(*vault.CoreConfig, *vault.TestClusterOptions, ClusterSetupMutator) (*vault.CoreConfig, *vault.TestClusterOptions) {
	panic("-dev-three-node is left out of this build")
}
