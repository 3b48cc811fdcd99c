//! `remote_write` (upstream: `GenerateRemoteWriteConfig`).

use promwright_finding::Path;

use super::{Context, Emit, Refusal, Section, Writer, secret_or_empty};
use crate::api::prometheus::{AzureOAuth, AzureSdk, QueueConfig, RemoteWriteSpec, Sigv4};

type Written = Result<(), Refusal>;

/// Writes the block, where there is a server to write to.
pub(super) fn write(w: &mut Writer, cx: &Context<'_>) -> Written {
    let servers = &cx.prometheus.remote_write;
    if servers.is_empty() {
        return Ok(());
    }
    w.key("remote_write");
    let first = || servers.iter().position(|server| server.authorization.is_some()).unwrap_or_default();
    let block = || Path::of(&["spec", "remoteWrite"]).index(first());
    servers.emit(w, cx).map_err(|refusal| refusal.over_authorization(block))
}

/// `protobuf_message`, the message that the version of the protocol has.
pub fn protobuf_message(server: &RemoteWriteSpec<'_>, w: &mut Writer, _: &Context<'_>) -> Written {
    if let Some(version) = server.protobuf_message {
        w.key("protobuf_message");
        w.string(if version == "V2.0" { "io.prometheus.write.v2.Request" } else { "prometheus.WriteRequest" });
    }
    Ok(())
}

/// `metadata_config`. Version 2.0 of the protocol has metadata in its samples, so none is sent apart.
pub fn metadata_config(server: &RemoteWriteSpec<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    if let Some(metadata) = &server.metadata_config {
        w.key("metadata_config");
        w.begin_map();
        w.key("send");
        w.bool(metadata.send && server.protobuf_message != Some("V2.0"));
        metadata.write_fields(w, cx)?;
        w.end_map();
    }
    Ok(())
}

/// `max_retries`, which Prometheus 2.11 has dropped.
pub fn max_retries(queue: &QueueConfig<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    let is_known = cx.options.bypass_version_check || !cx.version.is_at_least(2, 11, 0);
    if queue.max_retries != 0 && is_known {
        w.key("max_retries");
        w.int(queue.max_retries);
    }
    Ok(())
}

/// `access_key` and `secret_key`, where both are there and not empty.
pub fn aws_keys(sigv4: &Sigv4<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    let (Some(access_key), Some(secret_key)) = (&sigv4.access_key, &sigv4.secret_key) else { return Ok(()) };
    let secret = |selector| cx.assets.secret(cx.namespace, selector).unwrap_or_default();
    let (access_key, secret_key) = (secret(access_key), secret(secret_key));
    if !access_key.is_empty() && !secret_key.is_empty() {
        w.key("access_key");
        w.bytes(&access_key);
        w.key("secret_key");
        w.bytes(&secret_key);
    }
    Ok(())
}

/// Whether `oauth` is written: the operator leaves it out where the client secret is missing.
pub fn azure_oauth_is_complete(oauth: &AzureOAuth<'_>, cx: &Context<'_>) -> bool {
    cx.assets.secret(cx.namespace, &oauth.client_secret).is_ok()
}

/// `client_secret`.
pub fn azure_client_secret(oauth: &AzureOAuth<'_>, w: &mut Writer, cx: &Context<'_>) -> Written {
    secret_or_empty("client_secret", &oauth.client_secret, w, cx);
    Ok(())
}

/// `tenant_id`, even where it is empty.
pub fn azure_sdk_tenant(sdk: &AzureSdk<'_>, w: &mut Writer, _: &Context<'_>) -> Written {
    w.key("tenant_id");
    w.string(sdk.tenant_id);
    Ok(())
}
