//! What handlers take from a request. Each refuses with a [`crate::fault::Fault`]: stable code, place, words.

mod body;
mod form;
mod headers;
mod origin;
mod path;
mod query;
pub(crate) mod upload;

pub use body::Body;
pub use headers::{IdempotencyKey, IfMatch, IfVersion, Tagged};
pub use origin::{From, Peer};
pub use path::{Id, Ids};
pub(crate) use query::wrong;
pub use query::{Paging, Pairs, Query};

use crate::view::View;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kapok_access::Caller;
use kapok_base::Locale;
use std::convert::Infallible;

/// With whose rights the request asks.
#[derive(Clone, Debug)]
pub struct By(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for By {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        View::from_request_parts(parts, state).await.map(|view| Self(view.caller))
    }
}

/// The language in which the answer's words are wanted.
#[derive(Clone, Copy, Debug)]
pub struct In(pub Locale);

impl<S: Send + Sync> FromRequestParts<S> for In {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        View::from_request_parts(parts, state).await.map(|view| Self(view.locale))
    }
}
