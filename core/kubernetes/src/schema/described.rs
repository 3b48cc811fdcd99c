//! How a type says its schema: the trait, the schemas of the basic types, and the steps that attributes refine them by.

use super::{Documented, Field, IntegerFormat, Kind, ListType, Literal, Pattern, Rule, Schema, Since};

/// A type that says its schema. Structs derive it with `derive(Section)`.
pub trait Described {
    /// The schema.
    const SCHEMA: Schema;
    /// The first Prometheus that knows the block, wherever it stands.
    const SINCE: Option<Since> = None;
}

/// Fields that come one after the other in a section, and the first Prometheus that knows them all.
pub type Part = (&'static [Field], Option<Since>);

impl Schema {
    /// A schema of a kind, with nothing else said.
    pub const fn of(kind: Kind) -> Self {
        Self { description: Documented::new(""), kind, nullable: false, default: None, rules: &[] }
    }

    /// An object with known fields.
    pub const fn object(
        description: &'static str,
        fields: &'static [Field],
        atomic: bool,
        rules: &'static [Rule],
    ) -> Self {
        let about = Documented::new(description);
        let kind = Kind::Object { name: Documented::new(""), about, fields, atomic };
        Self { description: about, kind, nullable: false, default: None, rules }
    }

    /// A string without rules.
    pub const fn string() -> Self {
        Self::of(Kind::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: false })
    }

    /// An integer without bounds.
    pub const fn integer(format: Option<IntegerFormat>) -> Self {
        Self::of(Kind::Integer { format, minimum: None, maximum: None })
    }

    /// The fields of an object, none for anything else.
    pub const fn fields(&self) -> &'static [Field] {
        match self.kind {
            Kind::Object { fields, .. } => fields,
            _ => &[],
        }
    }

    /// An object that is named as its type.
    #[must_use]
    pub const fn named(mut self, type_name: &'static str) -> Self {
        if let Kind::Object { name, .. } = &mut self.kind {
            *name = Documented::new(type_name);
        }
        self
    }

    /// With a description; an empty one leaves that of the type.
    #[must_use]
    pub const fn with_description(mut self, description: &'static str) -> Self {
        if !description.is_empty() {
            self.description = Documented::new(description);
        }
        self
    }

    /// With a value that the API server fills in.
    #[must_use]
    pub const fn with_default(mut self, default: Literal) -> Self {
        self.default = Some(default);
        self
    }

    /// With the strings that are allowed.
    #[must_use]
    pub const fn with_one_of(mut self, values: &'static [&'static str]) -> Self {
        if let Kind::String { one_of, .. } = &mut self.kind {
            *one_of = values;
        }
        self
    }

    /// With a pattern that strings must match.
    #[must_use]
    pub const fn with_pattern(mut self, expression: Pattern) -> Self {
        if let Kind::String { pattern, .. } | Kind::IntOrString { pattern } = &mut self.kind {
            *pattern = Some(expression);
        }
        self
    }

    /// With a least number of characters.
    #[must_use]
    pub const fn with_min_length(mut self, length: u32) -> Self {
        if let Kind::String { min_length, .. } = &mut self.kind {
            *min_length = Some(length);
        }
        self
    }

    /// With a greatest number of characters.
    #[must_use]
    pub const fn with_max_length(mut self, length: u32) -> Self {
        if let Kind::String { max_length, .. } = &mut self.kind {
            *max_length = Some(length);
        }
        self
    }

    /// With a least value.
    #[must_use]
    pub const fn with_minimum(mut self, value: i64) -> Self {
        if let Kind::Integer { minimum, .. } = &mut self.kind {
            *minimum = Some(value);
        }
        self
    }

    /// With a greatest value.
    #[must_use]
    pub const fn with_maximum(mut self, value: i64) -> Self {
        if let Kind::Integer { maximum, .. } = &mut self.kind {
            *maximum = Some(value);
        }
        self
    }

    /// With another width of integers.
    #[must_use]
    pub const fn with_format(mut self, width: Option<IntegerFormat>) -> Self {
        if let Kind::Integer { format, .. } = &mut self.kind {
            *format = width;
        }
        self
    }

    /// With a least number of items.
    #[must_use]
    pub const fn with_min_items(mut self, count: u32) -> Self {
        if let Kind::List { min_items, .. } = &mut self.kind {
            *min_items = Some(count);
        }
        self
    }

    /// With a greatest number of items.
    #[must_use]
    pub const fn with_max_items(mut self, count: u32) -> Self {
        if let Kind::List { max_items, .. } = &mut self.kind {
            *max_items = Some(count);
        }
        self
    }

    /// With another schema for a list's items or a map's values.
    #[must_use]
    pub const fn with_items(mut self, schema: &'static Self) -> Self {
        if let Kind::List { items, .. } | Kind::Map { values: items, .. } = &mut self.kind {
            *items = schema;
        }
        self
    }

    /// With what makes two items of a list the same.
    #[must_use]
    pub const fn with_list(mut self, kind: ListType) -> Self {
        if let Kind::List { list, .. } = &mut self.kind {
            *list = kind;
        }
        self
    }

    /// Replaced whole by server-side apply.
    #[must_use]
    pub const fn with_atomic(mut self) -> Self {
        if let Kind::Object { atomic, .. } | Kind::Map { atomic, .. } = &mut self.kind {
            *atomic = true;
        }
        self
    }
}

impl Field {
    /// A field that may be left out, and that is not written under a key of its own.
    pub const fn new(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: false, key: Documented::new(None), since: Documented::new(None), schema }
    }
}

/// The number of fields in all parts of a section, those of flattened sections included.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is a compile error")]
pub const fn count(parts: &[Part]) -> usize {
    let mut total = 0;
    let mut part = 0;
    while part < parts.len() {
        total += parts[part].0.len();
        part += 1;
    }
    total
}

/// The fields of all parts of a section. Runs when the crate is compiled, never later: `N` is what [`count`] says.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is a compile error")]
pub const fn concat<const N: usize>(parts: &[Part]) -> [Field; N] {
    const NONE: Schema = Schema::of(Kind::Any);
    let mut fields = [Field::new("", &NONE); N];
    let mut next = 0;
    let mut part = 0;
    while part < parts.len() {
        #[cfg_attr(not(feature = "documentation"), allow(unused_variables, reason = "only documentation says it"))]
        let (of_part, since) = parts[part];
        let mut field = 0;
        while field < of_part.len() {
            fields[next] = of_part[field];
            #[cfg(feature = "documentation")]
            {
                fields[next].since = Documented::new(later(of_part[field].since.get(), since));
            }
            next += 1;
            field += 1;
        }
        part += 1;
    }
    fields
}

/// The later of two versions.
pub const fn later(one: Option<Since>, other: Option<Since>) -> Option<Since> {
    let (Some((major, minor, patch)), Some((other_major, other_minor, other_patch))) = (one, other) else {
        return if one.is_some() { one } else { other };
    };
    let is_later = if major != other_major {
        major > other_major
    } else if minor != other_minor {
        minor > other_minor
    } else {
        patch > other_patch
    };
    if is_later { one } else { other }
}

impl Described for &str {
    const SCHEMA: Schema = Schema::string();
}

impl Described for bool {
    const SCHEMA: Schema = Schema::of(Kind::Boolean);
}

impl Described for i32 {
    const SCHEMA: Schema = Schema::integer(Some(IntegerFormat::Int32));
}

impl Described for i64 {
    const SCHEMA: Schema = Schema::integer(Some(IntegerFormat::Int64));
}

impl<T: Described> Described for Option<T> {
    const SCHEMA: Schema = T::SCHEMA;
    const SINCE: Option<Since> = T::SINCE;
}

impl<T: Described> Described for Box<T> {
    const SCHEMA: Schema = T::SCHEMA;
    const SINCE: Option<Since> = T::SINCE;
}

impl<T: Described> Described for Vec<T> {
    const SCHEMA: Schema =
        Schema::of(Kind::List { items: &T::SCHEMA, min_items: None, max_items: None, list: ListType::Unset });
    const SINCE: Option<Since> = T::SINCE;
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn the_later_version_counts() {
        for (one, other, expected) in [
            (None, None, None),
            (Some((2, 45, 0)), None, Some((2, 45, 0))),
            (Some((2, 45, 0)), Some((3, 0, 0)), Some((3, 0, 0))),
            (Some((2, 45, 1)), Some((2, 45, 0)), Some((2, 45, 1))),
            (Some((2, 9, 0)), Some((2, 10, 0)), Some((2, 10, 0))),
        ] {
            assert_eq!(later(one, other), expected);
            assert_eq!(later(other, one), expected);
        }
    }
}
