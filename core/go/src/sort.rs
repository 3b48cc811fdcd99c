//! Sorting by a string key. The sort itself exists only once, for items of all types: a sort for each type would add 4 kB to a
//! module.

/// Sorts items by the bytes of their string keys. Items with equal keys keep their order.
pub fn sort_by_text<T>(items: &mut Vec<T>, text: impl Fn(&T) -> &str) {
    if !items.is_sorted_by(|one, other| text(one) <= text(other)) {
        arrange(items, text, |texts| texts.sort_unstable());
    }
}

/// Reorders items by the order in which `sort` puts their string keys, each of which is paired with its item's index.
pub fn arrange<T>(items: &mut Vec<T>, text: impl Fn(&T) -> &str, sort: impl FnOnce(&mut Vec<(&str, usize)>)) {
    let mut texts: Vec<(&str, usize)> = Vec::with_capacity(items.len());
    texts.extend(items.iter().map(text).zip(0..));
    sort(&mut texts);
    let order: Vec<usize> = texts.into_iter().map(|(_, index)| index).collect();
    let mut places: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| places.get_mut(index)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_keep_their_order() {
        let mut items = vec![("b", 1), ("a", 2), ("b", 0), ("", 4), ("a", 1)];
        sort_by_text(&mut items, |(text, _)| text);
        assert_eq!(items, [("", 4), ("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
    }
}
