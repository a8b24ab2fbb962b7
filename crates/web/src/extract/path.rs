//! An identifier in the path.

use crate::fault::Fault;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use std::str::FromStr;

/// The path's only parameter as an identifier: `Id(entry): Id<EntryId>`. One that is no identifier is answered like
/// one that does not exist.
/// A path with several takes [`Ids`].
#[derive(Clone, Copy, Debug)]
pub struct Id<T>(pub T);

impl<T: FromStr + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Path(text): Path<String> =
            Path::from_request_parts(parts, state).await.map_err(|_| Fault::not_found())?;
        text.parse().map(Self).map_err(|_| Fault::not_found())
    }
}

/// Two identifiers in the path, in their order: `/editions/{id}/entries/{entry}`.
#[derive(Clone, Copy, Debug)]
pub struct Ids<A, B>(pub A, pub B);

impl<A: FromStr + Send, B: FromStr + Send, S: Send + Sync> FromRequestParts<S> for Ids<A, B> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Path((a, b)): Path<(String, String)> =
            Path::from_request_parts(parts, state).await.map_err(|_| Fault::not_found())?;
        let missing = Fault::not_found;
        Ok(Self(a.parse().map_err(|_| missing())?, b.parse().map_err(|_| missing())?))
    }
}
