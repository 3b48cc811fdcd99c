//! Filters for API listings.

use promwright_go::sort::sort_by_text;
use promwright_kubernetes::Section;
use promwright_kubernetes::read::{Read, ReadError};
use promwright_kubernetes::schema::{Described, ListType, Schema};
use promwright_yaml::Value;

use crate::render::{Context, Emit, Refusal, Writer};

/// A property and the values that it may have.
#[derive(Clone, Debug, Default, Section)]
pub struct Filter<'a> {
    /// Name of the property.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Accepted values. The property must have one of them.
    #[section(required, min_items = 1, list = ListType::Set, items = &Schema::string().with_min_length(1))]
    pub values: Vec<&'a str>,
}

/// Filters, all of which must match. They are written sorted by name, and omitted if there are none.
#[derive(Clone, Debug, Default)]
pub struct Filters<'a>(pub Vec<Filter<'a>>);

impl Described for Filters<'_> {
    const SCHEMA: Schema = <Vec<Filter<'static>>>::SCHEMA.with_list(ListType::Map(&["name"]));
}

impl<'a> Read<'a> for Filters<'a> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        self.0.read_into(value)
    }
}

impl<'c> Emit<Context<'c>> for Filters<'_> {
    fn emit(&self, w: &mut Writer, cx: &Context<'c>) -> Result<(), Refusal> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sort_by_text(&mut sorted, |filter| filter.name);
        w.begin_list();
        for filter in sorted {
            filter.emit(w, cx)?;
        }
        w.end_list();
        Ok(())
    }

    fn is_written(&self, _: &Context<'c>) -> bool {
        !self.0.is_empty()
    }
}
