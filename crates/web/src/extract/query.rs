//! The query string: read strictly, with repeated names.

use crate::fault::{Fault, Kind};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kapok_base::{Limit, PageRequest, Refusal};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::de::DeserializeOwned;

/// All pairs of the query, in their order: for those with repeated names.
#[derive(Clone, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// The first value of a name; nothing when it is absent or empty.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// All values of a name that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// A name's value read as a number or the like.
    ///
    /// # Errors
    /// A fault that names the parameter, when its value cannot be read so.
    pub fn parsed<T: std::str::FromStr>(&self, name: &'static str) -> Result<Option<T>, Fault> {
        self.first(name).map(str::parse).transpose().map_err(|_| wrong(name))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        decoded(parts.uri.query().unwrap_or_default()).map(Self).ok_or_else(|| wrong(""))
    }
}

/// The query as a struct of optional texts and numbers. Names it does not have are let be; of a repeated name the
/// first value counts; an empty value counts as absent.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let pairs = Pairs::from_request_parts(parts, state).await?;
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for (name, value) in pairs.0.iter().filter(|(_, value)| !value.is_empty()) {
            if seen.iter().all(|(n, _)| n != name) {
                seen.push((name, value));
            }
        }
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let clean: Vec<String> = seen.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        let clean = clean.join("&");
        let fields = serde_urlencoded::Deserializer::new(form_urlencoded::parse(clean.as_bytes()));
        let read = serde_path_to_error::deserialize(fields);
        read.map(Self).map_err(|error: serde_path_to_error::Error<_>| wrong(&error.path().to_string()))
    }
}

/// Which page of a list is asked for: `?limit=&cursor=`; a limit beyond 1 to 200 is pulled into it.
#[derive(Clone, Debug)]
pub struct Paging(pub PageRequest);

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let pairs = Pairs::from_request_parts(parts, state).await?;
        let limit = pairs.parsed::<u32>("limit")?.map_or_else(Limit::default, Limit::clamped);
        Ok(Self(PageRequest { limit, cursor: pairs.first("cursor").map(str::to_owned) }))
    }
}

/// A fault that names a query parameter.
#[must_use]
pub(crate) fn wrong(parameter: &str) -> Fault {
    let place = Refusal::invalid("wrong_type").at(parameter);
    Fault::given(Kind::Malformed, Refusal { details: vec![place], ..Refusal::invalid("invalid_query") })
}

/// Pairs of `name=value` joined by `&`, with `%` and `+` resolved; nothing when they are not UTF-8.
pub(crate) fn decoded(text: &str) -> Option<Vec<(String, String)>> {
    let plain = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((plain(name)?, plain(value)?))
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::Request;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq, Eq)]
    struct Wanted {
        q: Option<String>,
        year: Option<u16>,
    }

    async fn ask<T: FromRequestParts<()>>(query: &str) -> Result<T, T::Rejection> {
        let request = Request::builder().uri(format!("/x?{query}")).body(()).unwrap();
        T::from_request_parts(&mut request.into_parts().0, &()).await
    }

    #[tokio::test]
    async fn a_query_is_read_or_refused_with_its_parameter() {
        let Query(wanted) = ask::<Query<Wanted>>("q=a+b%26&q=c&year=&other=1").await.unwrap();
        assert_eq!(wanted, Wanted { q: Some("a b&".to_owned()), year: None });
        let fault = ask::<Query<Wanted>>("year=last").await.unwrap_err();
        assert_eq!(fault.refusal.unwrap().details[0].pointer.as_deref(), Some("year"));
        assert!(ask::<Pairs>("q=%ff").await.is_err());
        assert!(ask::<Paging>("limit=many").await.is_err());
        assert_eq!(ask::<Paging>("limit=100000").await.unwrap().0.limit.get(), 200);
    }
}
