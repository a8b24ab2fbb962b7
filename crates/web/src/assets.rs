//! Style, script and drawings: embedded, and served at addresses that change with their content.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static str,
}

const ASSETS: &[Asset] = &[
    Asset {
        name: "kapok.css",
        kind: "text/css; charset=utf-8",
        content: concat!(
            include_str!("../assets/tokens.css"),
            include_str!("../assets/base.css"),
            include_str!("../assets/forms.css"),
            include_str!("../assets/parts.css"),
            include_str!("../assets/print.css"),
        ),
    },
    Asset {
        name: "kapok.js",
        kind: "text/javascript; charset=utf-8",
        content: concat!(include_str!("../assets/kapok.js"), include_str!("../assets/search.js")),
    },
    Asset { name: "flower.svg", kind: "image/svg+xml", content: include_str!("../assets/flower.svg") },
];

/// Address of each asset, in the order of [`ASSETS`].
static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let address = |asset: &Asset| {
        let digest = Sha256::digest(asset.content.as_bytes());
        let hash: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("/assets/{hash}/{}", asset.name)
    };
    ASSETS.iter().map(address).collect()
});

/// The address of an asset; empty for one that does not exist.
#[must_use]
pub fn address(name: &str) -> &'static str {
    let at = ASSETS.iter().position(|asset| asset.name == name);
    at.and_then(|at| ADDRESSES.get(at)).map_or("", String::as_str)
}

/// The asset at a path, kept by browsers for a year: another content has another address.
pub(crate) fn serve(path: &str) -> Option<Response> {
    let asset = ASSETS.get(ADDRESSES.iter().position(|address| address == path)?)?;
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Some((headers, asset.content).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_at_its_address_and_nowhere_else() {
        assert!(serve(address("kapok.css")).is_some());
        assert!(serve("/assets/000000000000/kapok.css").is_none());
        assert_eq!(address("other.css"), "");
    }

    #[test]
    fn style_uses_logical_properties_only() {
        let physical =
            ["margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "float:"];
        let style = ASSETS[0].content;
        assert_eq!(physical.iter().find(|property| style.contains(**property)), None);
    }
}
