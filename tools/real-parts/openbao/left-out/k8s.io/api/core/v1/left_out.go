package v1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// Of all its types, the kubernetes auth method uses this one, for its labels.
type Namespace struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
}
