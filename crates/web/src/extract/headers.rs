//! Headers that guard writes: which version is changed, and whether a creation was asked for before.

use crate::fault::{Fault, Kind};
use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, HeaderName, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use kapok_base::{Refusal, Version};

/// The version that a change is made to (`If-Match`): must be there (428).
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Version);

/// The version that a change is made to, when it names one.
#[derive(Clone, Copy, Debug)]
pub struct IfVersion(pub Option<Version>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        named(&parts.headers)?.map(Self).ok_or_else(|| Fault::new(Kind::Precondition))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfVersion {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        named(&parts.headers).map(Self)
    }
}

/// A tag that is not of our making is of no version that we ever had: 412, as if it had changed.
fn named(headers: &HeaderMap) -> Result<Option<Version>, Fault> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let tag = value.to_str().unwrap_or_default().trim();
    // Proxies that compress make tags weak on the way out.
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    tag.parse().map(|number| Some(Version(number))).map_err(|_| Fault::new(Kind::Stale))
}

/// An answer with its version as `ETag`.
#[derive(Clone, Copy, Debug)]
pub struct Tagged<R>(pub Version, pub R);

impl<R: IntoResponse> IntoResponse for Tagged<R> {
    fn into_response(self) -> Response {
        let mut response = self.1.into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            response.headers_mut().insert(ETAG, tag);
        }
        response
    }
}

/// The client's own name for a creation (`Idempotency-Key`): asked again with it, the first answer is given again.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let Some(value) = parts.headers.get(HeaderName::from_static("idempotency-key")) else {
            return Ok(Self(None));
        };
        let key = value.to_str().unwrap_or_default();
        let fits = (1..=200).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        let refusal = || Refusal::invalid("invalid_idempotency_key").with("limit", 200_i64);
        if fits { Ok(Self(Some(key.to_owned()))) } else { Err(Fault::given(Kind::Malformed, refusal())) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_a_version_and_foreign_ones_count_as_changed() {
        let headers = |tag: &'static str| HeaderMap::from_iter([(IF_MATCH, HeaderValue::from_static(tag))]);
        assert_eq!(named(&headers("\"7\"")).unwrap(), Some(Version(7)));
        assert_eq!(named(&headers("W/\"7\"")).unwrap(), Some(Version(7)));
        assert_eq!(named(&headers("*")).unwrap_err().kind, Kind::Stale);
        assert_eq!(named(&HeaderMap::new()).unwrap(), None);
    }
}
