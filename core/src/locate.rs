//! Where findings are in the text, and what their fixes change there.

use promwright_finding::{Change, Edit, Finding, Place, Segment, span_at, value_at};
use promwright_yaml::edit::{quoted, renamed_key, replaced_string, wrapped_in_list};
use promwright_yaml::{Span, Value};

use crate::manifests::{Manifest, Manifests};

/// A finding about an object, with its place: of the value, else of the key, else of what is nearest around it. With the text its
/// fix gets edits; a fix that has no place in the text is dropped.
pub(crate) fn located(mut finding: Finding, manifest: &Manifest<'_>, text: Option<&str>) -> Finding {
    let value = &manifest.object.value;
    let place = |span| Some(Place { source: manifest.source?, span });
    finding.place = match finding.place {
        // The field is no longer in the object: only its name had a place.
        Some(Place { span, .. }) => place(span),
        None => span_at(value, finding.path.segments()).and_then(place),
    };
    if let Some(fix) = &mut finding.fix {
        let edit = edit(&fix.change, finding.path.segments(), finding.place, value, text);
        fix.edits = edit.into_iter().collect();
    }
    finding.fix = finding.fix.filter(|fix| !fix.edits.is_empty());
    finding
}

/// As [`located`], of a finding that names its object, with the places of what is related.
pub(crate) fn located_among(finding: Finding, manifests: &Manifests<'_, '_>) -> Finding {
    let manifest = finding.object.as_ref().and_then(|id| manifests.find(id));
    let mut finding = match manifest {
        Some(manifest) => located(finding, manifest, None),
        None => finding,
    };
    for related in &mut finding.related {
        if let Some(manifest) = manifests.find(&related.object) {
            let span = span_at(&manifest.object.value, related.path.segments());
            related.place = manifest.source.zip(span).map(|(source, span)| Place { source, span });
        }
    }
    finding
}

/// The place of an object's name.
pub(crate) fn place_of_name(manifest: &Manifest<'_>) -> Option<Place> {
    let name = manifest.object.value.get("metadata")?.get("name")?;
    (name.span != Span::default()).then_some(Place { source: manifest.source?, span: name.span })
}

/// The edit of a text that makes a change.
fn edit(
    change: &Change,
    path: &[Segment],
    place: Option<Place>,
    object: &Value<'_>,
    text: Option<&str>,
) -> Option<Edit> {
    let Place { source, span: place } = place?;
    let text = text?;
    let style = surroundings(text, object, path, place)?;
    let value = || value_at(object, path).filter(|value| value.span != Span::default());
    let (span, text) = match change {
        Change::RenameKey(name) => (place, renamed_key(text, place, name)?),
        Change::Replace(new) => {
            let span = value()?.span;
            (span, replaced_string(text, span, new)?)
        }
        Change::Quote => {
            let span = value()?.span;
            (span, quoted(text, span)?)
        }
        Change::WrapInList => {
            let value = value()?;
            (value.span, wrapped_in_list(text, value, style == Style::Flow)?)
        }
    };
    Some(Edit { source, span, text })
}

/// How the text around a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Block,
    /// In brackets or braces.
    Flow,
}

/// How the text around a place is written. `None` where the place is part of an anchor, so that a change would be one of other values,
/// too.
fn surroundings(text: &str, object: &Value<'_>, path: &[Segment], place: Span) -> Option<Style> {
    let mut style = Style::Block;
    for depth in 0..=path.len() {
        let Some(value) = value_at(object, path.get(..depth)?) else { break };
        let Span { start, end } = value.span;
        if value.span == Span::default() {
            continue;
        }
        if has_anchor(text, value.span) {
            return None;
        }
        if depth < path.len() {
            // What an alias or a merge key brings in is somewhere else.
            if place.start < start || end < place.end {
                return None;
            }
            if text.get(start as usize..)?.starts_with(['{', '[']) {
                style = Style::Flow;
            }
        }
    }
    Some(style)
}

/// Whether a value has an anchor (`&name`), which stands before it or at its start.
fn has_anchor(text: &str, Span { start, .. }: Span) -> bool {
    let start = start as usize;
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\r', '\n']);
    let token = before.rsplit([' ', '\t', '\n', '[', '{', ',']).next().unwrap_or_default();
    token.starts_with('&') || text.get(start..).is_some_and(|text| text.starts_with('&'))
}
