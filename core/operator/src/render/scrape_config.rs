//! The job that a ScrapeConfig becomes: what the fields of its specification write irregularly (upstream:
//! `generateScrapeConfig`).

use promwright_kubernetes::object::Metadata;

use super::{Context, Refusal, Section, Writer, job, relabeling, sharding};
use crate::api::scrape_config::ScrapeConfigSpec;

type Written = Result<(), Refusal>;

/// Writes the job into the list that is open.
pub(crate) fn write(spec: &ScrapeConfigSpec<'_>, metadata: &Metadata<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    let job = ["scrapeConfig/", metadata.namespace, "/", metadata.name].concat();
    w.begin_map();
    w.key("job_name");
    w.string(&job);
    spec.write_fields(w, &Context { job: &job, ..*cx })?;
    w.end_map();
    Ok(())
}

/// Not written at all where it is not set, whatever the Prometheus overrides.
pub fn honor_timestamps(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    if spec.honor_timestamps.is_some() {
        job::honor_timestamps(spec.honor_timestamps, w, cx);
    }
    Ok(())
}

/// Not written at all where it is not set, whatever the Prometheus overrides.
pub fn honor_labels(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    if let Some(honor) = spec.honor_labels {
        job::honor_labels(honor, w, cx);
    }
    Ok(())
}

/// `scrape_protocols`.
pub fn scrape_protocols(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::scrape_protocols(&spec.scrape_protocols, w, cx);
    Ok(())
}

/// `fallback_scrape_protocol`.
pub fn fallback_scrape_protocol(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::fallback_scrape_protocol(spec.fallback_scrape_protocol, w, cx);
    Ok(())
}

/// `authorization`.
pub fn authorization(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::authorization(spec.authorization.as_ref(), w, cx)
}

/// `tls_config`.
pub fn tls_config(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::tls_config(spec.tls_config.as_ref(), w, cx)
}

/// `body_size_limit`.
pub fn body_size_limit(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::body_size_limit(spec.body_size_limit, w, cx);
    Ok(())
}

/// `relabel_configs`: the original job name, the scrape class' rules, the job name, the resource's own rules, and the shards.
///
/// The enforced namespace label is set only where the resource has rules of its own. That looks like an oversight of the
/// operator, since `up` and the other series that Prometheus adds then lack the label.
pub fn relabel_configs(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    let class = cx.scrape_class.map_or(&[][..], |class| &class.relabelings);
    w.key("relabel_configs");
    w.begin_list();
    relabeling::keep_job_name(w);
    relabeling::rules(class, w, cx)?;
    if let Some(name) = spec.job_name {
        w.begin_map();
        w.key("target_label");
        w.string("job");
        w.key("action");
        w.string("replace");
        w.key("replacement");
        w.string(name);
        w.end_map();
    }
    if !spec.relabelings.is_empty() {
        relabeling::rules(&spec.relabelings, w, cx)?;
        if cx.enforces_namespace {
            relabeling::enforce_namespace(w, cx);
        }
    }
    let spreads_itself = class.iter().chain(&spec.relabelings).any(|rule| rule.action.eq_ignore_ascii_case("hashmod"));
    if cx.shards != 1 && !spreads_itself {
        sharding::rules("__address__", w, cx);
    }
    w.end_list();
    Ok(())
}

/// `metric_relabel_configs`: the scrape class' rules, the resource's own, and the enforced namespace label.
pub fn metric_relabel_configs(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    relabeling::metric_relabel_configs(&spec.metric_relabelings, w, cx)
}

/// `metric_name_escaping_scheme`.
pub fn name_escaping_scheme(spec: &ScrapeConfigSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    job::name_escaping_scheme(spec.name_escaping_scheme, w, cx);
    Ok(())
}
