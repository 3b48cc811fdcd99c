//! Lists whose items must differ: sets, and maps written as lists.
//!
//! Ported from k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/schema/listtype` (`ValidateListSetsAndMaps`).

use std::collections::BTreeMap;

use promwright_finding::FieldPath;
use promwright_go::sort::sort_by_text;
use promwright_yaml::write::{json, write_json_object};
use promwright_yaml::{Data, Value};

use super::admit::MANY;
use super::wording::bad_value;
use super::{ErrorKind, ListType, SchemaError};

/// The identity of an item in its list. Values of different types differ: the integer 1 is not the float 1.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identity<'v> {
    /// The only key field is not set.
    Unset,
    Null,
    Bool(bool),
    Int(i64),
    /// The bits of a float; -0 becomes 0.
    Float(u64),
    String(&'v str),
    /// A list or an object as JSON.
    Compound(String),
}

/// Reports each item that occurs a second time.
pub(super) fn check_uniqueness(
    items: &[Value<'_>],
    list: ListType,
    path: &FieldPath<'_>,
    errors: &mut Vec<SchemaError>,
) {
    match list {
        ListType::Unset | ListType::Atomic => {}
        ListType::Set => {
            report_repeated(items, Identity::of, bad_value, path, errors);
        }
        ListType::Map(keys) => {
            let stray = items.iter().position(|item| !matches!(item.data, Data::Object(_) | Data::Null));
            if let Some((index, item)) = stray.and_then(|index| items.get(index).map(|item| (index, item))) {
                errors.push(SchemaError::bracketed(
                    ErrorKind::FieldValueInvalid,
                    &path.index(index),
                    format!("Invalid value: {}: must be an object for an array of list-type map", bad_value(item)),
                ));
                return;
            }
            let identity = |item| match keys {
                [key] => Value::get(item, key).map_or(Identity::Unset, Identity::of),
                _ => Identity::Compound(keys_json(item, keys)),
            };
            report_repeated(items, identity, |item| keys_json(item, keys), path, errors);
        }
    }
}

fn report_repeated<'v, 'a: 'v>(
    items: &'v [Value<'a>],
    identity: impl Fn(&'v Value<'a>) -> Identity<'v>,
    describe: impl Fn(&Value<'_>) -> String,
    path: &FieldPath<'_>,
    errors: &mut Vec<SchemaError>,
) {
    if items.len() < 2 {
        return;
    }
    let mut seen: BTreeMap<Identity<'_>, u32> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let times = seen.entry(identity(item)).or_default();
        *times += 1;
        // Further repetitions are not reported.
        if *times == 2 && errors.len() <= MANY {
            errors.push(SchemaError::bracketed(
                ErrorKind::FieldValueDuplicate,
                &path.index(index),
                format!("Duplicate value: {}", describe(item)),
            ));
        }
    }
}

impl<'v> Identity<'v> {
    fn of(value: &'v Value<'_>) -> Self {
        match &value.data {
            Data::Null => Self::Null,
            Data::Bool(boolean) => Self::Bool(*boolean),
            Data::Int(integer) => Self::Int(*integer),
            // Adding 0 turns -0 into 0.
            Data::Float(number) => Self::Float((number + 0.0).to_bits()),
            Data::String(text) => Self::String(text),
            Data::List(_) | Data::Object(_) => Self::Compound(json(value)),
        }
    }
}

/// The key fields of an item, as JSON. Fields that are not set are left out.
fn keys_json(item: &Value<'_>, keys: &[&str]) -> String {
    let mut entries: Vec<_> = keys.iter().filter_map(|key| Some((*key, item.get(key)?))).collect();
    sort_by_text(&mut entries, |(key, _)| key);
    let mut text = String::new();
    write_json_object(&entries, &mut text);
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::schema::sample::value;

    fn repeated(json: &str, list: ListType) -> Vec<String> {
        let mut errors = Vec::new();
        check_uniqueness(value(json).as_list().unwrap(), list, &FieldPath::ROOT, &mut errors);
        errors.into_iter().map(|error| format!("{} {}", error.api_path, error.detail)).collect()
    }

    #[test]
    fn sets_report_the_first_duplicate_of_each_item() {
        for (json, expected) in [
            (r#"["a","b","a","a"]"#, &["[2] Duplicate value: \"a\""] as &[&str]),
            ("[1,1.0,true,null]", &[]),
            ("[0.0,-0.0,1.5,1.5]", &["[1] Duplicate value: -0", "[3] Duplicate value: 1.5"]),
            (r#"[{"b":1,"a":"<"},{"a":"<","b":1}]"#, &["[1] Duplicate value: {\"a\":\"\\u003c\",\"b\":1}"]),
            ("[null,null]", &["[1] Duplicate value: null"]),
        ] {
            assert_eq!(repeated(json, ListType::Set), expected, "{json}");
        }
        assert!(repeated(r#"["a","a"]"#, ListType::Unset).is_empty());
    }

    #[test]
    fn maps_compare_their_key_fields() {
        for (json, keys, expected) in [
            (r#"[{"a":1},{"a":2,"b":1}]"#, &["a"] as &[&str], &[] as &[&str]),
            (r#"[{"a":"x"},{"a":"x","b":1}]"#, &["a"], &[r#"[1] Duplicate value: {"a":"x"}"#]),
            (r#"[{},null,{"b":1}]"#, &["a"], &["[1] Duplicate value: {}"]),
            (r#"[{"a":1,"b":2},{"b":2,"a":1},{"a":1}]"#, &["b", "a"], &[r#"[1] Duplicate value: {"a":1,"b":2}"#]),
            (
                r#"[{"a":1},{"a":1},"x",2]"#,
                &["a"],
                &[r#"[2] Invalid value: "x": must be an object for an array of list-type map"#],
            ),
        ] {
            // Leaking is fine in a test.
            let keys: &'static [&'static str] = Box::leak(keys.iter().copied().collect());
            assert_eq!(repeated(json, ListType::Map(keys)), expected, "{json}");
        }
    }
}
