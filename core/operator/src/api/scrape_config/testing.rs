//! Helpers for the tests of the service discoveries.

#![allow(clippy::unwrap_used)]

use promwright_prometheus::version::Version;

use crate::api::prometheus::CommonFields;
use crate::api::secret::SecretKeySelector;
use crate::check::Checker;
use crate::render::{Assets, Context, Emit, Missing, Options, Writer};

/// A key of a Secret that no test defines.
pub(super) const MISSING: SecretKeySelector<'static> = SecretKeySelector { key: "token", name: "web", optional: None };

/// The text of a block without any Secrets, or the reason why it is rejected.
pub(super) fn written(section: &impl for<'c> Emit<Context<'c>>, version: &str) -> String {
    let context = Context {
        version: &Version::parse(version).unwrap(),
        options: Options::default(),
        assets: &Assets::new(Missing::Refuse),
        namespace: "team",
        prometheus: &CommonFields::default(),
        shards: 1,
        scrape_class: None,
        enforces_namespace: false,
        job: "scrapeConfig/team/web",
    };
    let mut w = Writer::new();
    match section.emit(&mut w, &context) {
        Ok(()) => w.finish(),
        Err(refusal) => refusal.to_string(),
    }
}

/// The operator's first finding, without any Secret.
pub(crate) fn checked(version: &str, check: impl FnOnce(&mut Checker<'_, '_>)) -> String {
    let mut assets = Assets::new(Missing::Refuse);
    let (version, common) = (Version::parse(version).unwrap(), CommonFields::default());
    let mut checker = Checker::new(&mut assets, &version, "team", Some(&common));
    check(&mut checker);
    checker.finish().into_iter().next().and_then(|finding| finding.says).unwrap_or_default()
}
