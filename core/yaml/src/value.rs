//! The tree that manifests are parsed into: JSON's data model, with a source span for every key and value.

use std::borrow::Cow;

/// A half-open range of bytes in the text that a value was parsed from.
///
/// Values that do not come from a text (a default, an admission request) have the empty span at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// A value and its span in the text.
#[derive(Clone, Debug, Default)]
pub struct Value<'a> {
    /// The span of the value.
    pub span: Span,
    /// The value itself.
    pub data: Data<'a>,
}

/// The kinds of values. As in the Kubernetes API server, a number is an integer that fits 64 bits, or a float.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data<'a> {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer without fraction or exponent that fits 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object. Keys are unique: the reader reports duplicates and keeps the last one.
    Object(Object<'a>),
}

/// The fields of an object, in source order.
#[derive(Clone, Debug, Default)]
pub struct Object<'a> {
    /// The fields.
    pub entries: Vec<Entry<'a>>,
}

/// One field of an object.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The field's name.
    pub key: Cow<'a, str>,
    /// The span of the name.
    pub key_span: Span,
    /// The field's value.
    pub value: Value<'a>,
}

impl<'a> Object<'a> {
    /// The value of a field, or `None` if it is not set.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// A mutable reference to the value of a field, or `None` if it is not set.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value<'a>> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }
}

impl<'a> Value<'a> {
    /// A value without a source position.
    pub fn new(data: Data<'a>) -> Self {
        Self { span: Span::default(), data }
    }

    /// The same value with owned strings.
    pub fn into_owned(self) -> Value<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let data = match self.data {
            Data::Null => Data::Null,
            Data::Bool(boolean) => Data::Bool(boolean),
            Data::Int(number) => Data::Int(number),
            Data::Float(number) => Data::Float(number),
            Data::String(text) => Data::String(own(text)),
            Data::List(items) => Data::List(items.into_iter().map(Value::into_owned).collect()),
            Data::Object(object) => Data::Object(Object {
                entries: object
                    .entries
                    .into_iter()
                    .map(|Entry { key, key_span, value }| Entry { key: own(key), key_span, value: value.into_owned() })
                    .collect(),
            }),
        };
        Value { span: self.span, data }
    }

    /// The string, or `None` if the value is not a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The object, or `None` if the value is not an object.
    pub fn as_object(&self) -> Option<&Object<'a>> {
        match &self.data {
            Data::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The list's items, or `None` if the value is not a list.
    pub fn as_list(&self) -> Option<&[Value<'a>]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a field of an object, or `None` if it is not set or this is not an object.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.as_object()?.get(key)
    }

    /// The value at a field of an object, to change it, or `None` where there is none.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value<'a>> {
        match &mut self.data {
            Data::Object(object) => object.get_mut(key),
            _ => None,
        }
    }

    /// The text at the end of some fields, or an empty one where there is none.
    pub fn text_at(&self, path: &[&str]) -> &str {
        path.iter().try_fold(self, |value, key| value.get(key)).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Equality as in JSON: the order of an object's fields and the spans are ignored.
impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.entries.len() == other.entries.len()
            && self.entries.iter().all(|entry| other.get(&entry.key) == Some(&entry.value))
    }
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}
