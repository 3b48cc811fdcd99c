//! How a type defines its schema: the trait, the schemas of basic types, and the methods by which attributes refine them.

use super::{CelRule, Documented, Field, IntegerFormat, ListType, Literal, Pattern, Schema, Shape, Since};

/// A type with a schema. Structs derive it with `derive(Section)`.
pub trait Described {
    /// The schema.
    const SCHEMA: Schema;
    /// The first Prometheus version that supports the block, wherever it is used.
    const SINCE: Option<Since> = None;
}

/// Consecutive fields of a section, and the first Prometheus version that supports them all.
pub type Part = (&'static [Field], Option<Since>);

impl Schema {
    /// A schema of a shape, with nothing else set.
    pub const fn of(shape: Shape) -> Self {
        Self { description: Documented::new(""), shape, nullable: false, default: None, rules: &[] }
    }

    /// An object with known fields.
    pub const fn object(
        description: &'static str,
        fields: &'static [Field],
        atomic: bool,
        rules: &'static [CelRule],
    ) -> Self {
        let about = Documented::new(description);
        let shape = Shape::Object { name: Documented::new(""), about, fields, atomic };
        Self { description: about, shape, nullable: false, default: None, rules }
    }

    /// A string without constraints.
    pub const fn string() -> Self {
        Self::of(Shape::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: false })
    }

    /// An integer without bounds.
    pub const fn integer(format: Option<IntegerFormat>) -> Self {
        Self::of(Shape::Integer { format, minimum: None, maximum: None })
    }

    /// The fields of an object; none for other kinds.
    pub const fn fields(&self) -> &'static [Field] {
        match self.shape {
            Shape::Object { fields, .. } => fields,
            _ => &[],
        }
    }

    /// Names an object after its type.
    #[must_use]
    pub const fn named(mut self, type_name: &'static str) -> Self {
        if let Shape::Object { name, .. } = &mut self.shape {
            *name = Documented::new(type_name);
        }
        self
    }

    /// Sets the description. An empty one keeps that of the type.
    #[must_use]
    pub const fn with_description(mut self, description: &'static str) -> Self {
        if !description.is_empty() {
            self.description = Documented::new(description);
        }
        self
    }

    /// Sets the default that the API server fills in.
    #[must_use]
    pub const fn with_default(mut self, default: Literal) -> Self {
        self.default = Some(default);
        self
    }

    /// Sets the allowed strings.
    #[must_use]
    pub const fn with_one_of(mut self, values: &'static [&'static str]) -> Self {
        if let Shape::String { one_of, .. } = &mut self.shape {
            *one_of = values;
        }
        self
    }

    /// Sets the pattern that strings must match.
    #[must_use]
    pub const fn with_pattern(mut self, expression: &'static Pattern) -> Self {
        if let Shape::String { pattern, .. } | Shape::IntOrString { pattern } = &mut self.shape {
            *pattern = Some(expression);
        }
        self
    }

    /// Sets the smallest number of characters.
    #[must_use]
    pub const fn with_min_length(mut self, length: u32) -> Self {
        if let Shape::String { min_length, .. } = &mut self.shape {
            *min_length = Some(length);
        }
        self
    }

    /// Sets the greatest number of characters.
    #[must_use]
    pub const fn with_max_length(mut self, length: u32) -> Self {
        if let Shape::String { max_length, .. } = &mut self.shape {
            *max_length = Some(length);
        }
        self
    }

    /// Sets the smallest value.
    #[must_use]
    pub const fn with_minimum(mut self, value: i32) -> Self {
        if let Shape::Integer { minimum, .. } = &mut self.shape {
            *minimum = Some(value);
        }
        self
    }

    /// Sets the greatest value.
    #[must_use]
    pub const fn with_maximum(mut self, value: i32) -> Self {
        if let Shape::Integer { maximum, .. } = &mut self.shape {
            *maximum = Some(value);
        }
        self
    }

    /// Sets the width of an integer.
    #[must_use]
    pub const fn with_format(mut self, width: Option<IntegerFormat>) -> Self {
        if let Shape::Integer { format, .. } = &mut self.shape {
            *format = width;
        }
        self
    }

    /// Sets the smallest number of items.
    #[must_use]
    pub const fn with_min_items(mut self, count: u32) -> Self {
        if let Shape::List { min_items, .. } = &mut self.shape {
            *min_items = Some(count);
        }
        self
    }

    /// Sets the greatest number of items.
    #[must_use]
    pub const fn with_max_items(mut self, count: u32) -> Self {
        if let Shape::List { max_items, .. } = &mut self.shape {
            *max_items = Some(count);
        }
        self
    }

    /// Sets the schema of a list's items or a map's values.
    #[must_use]
    pub const fn with_items(mut self, schema: &'static Self) -> Self {
        if let Shape::List { items, .. } | Shape::Map { values: items, .. } = &mut self.shape {
            *items = schema;
        }
        self
    }

    /// Sets which items of a list count as duplicates.
    #[must_use]
    pub const fn with_list(mut self, kind: ListType) -> Self {
        if let Shape::List { list, .. } = &mut self.shape {
            *list = kind;
        }
        self
    }

    /// Lets server-side apply replace the whole value.
    #[must_use]
    pub const fn with_atomic(mut self) -> Self {
        if let Shape::Object { atomic, .. } | Shape::Map { atomic, .. } = &mut self.shape {
            *atomic = true;
        }
        self
    }
}

impl Field {
    /// An optional field that is not written under its own key.
    pub const fn new(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, required: false, key: None, since: None, schema }
    }
}

/// The number of fields in all parts of a section, including those of flattened sections.
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

/// The fields of all parts of a section. Evaluated only at compile time; `N` must be the result of [`count`].
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is a compile error")]
pub const fn concat<const N: usize>(parts: &[Part]) -> [Field; N] {
    const NONE: Schema = Schema::of(Shape::Any);
    let mut fields = [Field::new("", &NONE); N];
    let mut next = 0;
    let mut part = 0;
    while part < parts.len() {
        let (of_part, since) = parts[part];
        let mut field = 0;
        while field < of_part.len() {
            fields[next] = of_part[field];
            fields[next].since = later(of_part[field].since, since);
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
    const SCHEMA: Schema = Schema::of(Shape::Boolean);
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
        Schema::of(Shape::List { items: &T::SCHEMA, min_items: None, max_items: None, list: ListType::Unset });
    const SINCE: Option<Since> = T::SINCE;
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn later_returns_the_later_version() {
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
