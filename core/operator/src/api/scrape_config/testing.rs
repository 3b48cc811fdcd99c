//! What the tests of the service discoveries share.

#![allow(clippy::unwrap_used)]

use promwright_prometheus::version::Version;

use crate::api::prometheus::CommonFields;
use crate::api::secret::SecretKeySelector;
use crate::check::{Check, Checker};
use crate::render::{Assets, Context, Emit, Missing, Options, Writer};

/// A key of a Secret that no test has.
pub(super) const MISSING: SecretKeySelector<'static> = SecretKeySelector { key: "token", name: "web", optional: None };

/// The text of a block, without any Secret; the reason where it is refused.
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

/// What a check says, without any Secret.
pub(super) fn checked(version: &str, check: impl FnOnce(&mut Checker<'_, '_>) -> Check) -> String {
    let mut checker = Checker {
        assets: &mut Assets::new(Missing::Refuse),
        version: &Version::parse(version).unwrap(),
        namespace: "team",
        prometheus: Some(&CommonFields::default()),
    };
    check(&mut checker).err().unwrap_or_default()
}
