//! Admission.

use promwright_kubernetes::object::Object;
use promwright_operator::api::kind;
use promwright_yaml::read_manifests;

/// Has any manifests admitted; what is stored is stored again as it is.
pub fn admit(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for document in read_manifests(text).documents {
        let Ok(value) = document.content else { continue };
        let once = Object::apply(value, kind::ALL);
        if once.is_stored() {
            let twice = Object::apply(once.value.clone(), kind::ALL);
            assert!(twice.is_stored() && twice.admission.unknown.is_empty());
            assert_eq!(twice.value, once.value);
        }
    }
}
