//! Additional scrape configs: read as the operator reads them, and written again (upstream:
//! `generateAdditionalScrapeConfigs`).

use promwright_yaml::{Node, read_map_slices};

use super::{Context, Refusal, Writer, sharding};
use crate::rules::additional_file;

type Pairs<'a> = Vec<(Node<'a>, Node<'a>)>;

/// Writes the jobs into the list that is open, spread over the shards where there are several.
pub(super) fn scrape_configs(text: &[u8], w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let jobs = read_map_slices(text)
        .map_err(|error| refusal(error.message).while_doing("unmarshalling additional scrape configs failed"))?;
    let is_sharded = !cx.options.daemon_set && cx.shards != 1;
    for job in &jobs {
        if is_sharded {
            sharded(job, w, cx)?;
        } else {
            map(job, w);
        }
    }
    Ok(())
}

/// The rules for shards stand in `relabel_configs`, which moves behind everything else.
fn sharded(job: &Pairs<'_>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let is_relabel_configs = |key: &Node<'_>| matches!(key, Node::String(key) if key == "relabel_configs");
    // The operator's message has lost its end; so has ours.
    let refuse = |what: &str| refusal(format!("error parsing {what}: %!w(<nil>)"));
    let mut rules: Vec<&Pairs<'_>> = Vec::new();
    for (_, value) in job.iter().filter(|(key, _)| is_relabel_configs(key)) {
        let Node::List(items) = value else { return Err(refuse("relabel configs")) };
        for item in items {
            let Node::Map(rule) = item else { return Err(refuse("relabel config")) };
            rules.push(rule);
        }
    }
    w.begin_map();
    for (key, value) in job.iter().filter(|(key, _)| !is_relabel_configs(key)) {
        key.write(w);
        value.write(w);
    }
    w.key("relabel_configs");
    w.begin_list();
    for rule in &rules {
        map(rule, w);
    }
    let is = |node: &Node<'_>, text: &str| matches!(node, Node::String(own) if own == text);
    let spreads_itself =
        rules.iter().flat_map(|rule| rule.iter()).any(|(key, value)| is(key, "action") && is(value, "hashmod"));
    if !spreads_itself {
        sharding::rules("__address__", w, cx);
    }
    w.end_list();
    w.end_map();
    Ok(())
}

fn refusal(says: String) -> Refusal {
    additional_file::unreadable("additionalScrapeConfigs", says).into()
}

fn map(pairs: &Pairs<'_>, w: &mut Writer) {
    w.begin_map();
    for (key, value) in pairs {
        key.write(w);
        value.write(w);
    }
    w.end_map();
}
