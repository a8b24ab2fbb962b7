//! A JSON body: read strictly, refused with the place that is meant.

use crate::fault::{Fault, Kind};
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use kapok_base::Refusal;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

/// The largest JSON body and form taken, in bytes: a dossier's text and some more.
pub(crate) const LARGEST: usize = 2 * 1024 * 1024;

/// A JSON body. Types that it reads carry `#[serde(deny_unknown_fields)]`.
#[derive(Clone, Copy, Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let kind = essence(&request);
        if kind != "application/json" && !(kind.starts_with("application/") && kind.ends_with("+json")) {
            return Err(Fault::new(Kind::MediaType));
        }
        read(&bytes(request).await?).map(Self)
    }
}

/// The media type without its parameters, in small letters; empty when there is none.
pub(crate) fn essence(request: &Request) -> String {
    let value = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The whole body, up to the limit.
pub(crate) async fn bytes(request: Request) -> Result<Vec<u8>, Fault> {
    // What fails here besides the limit is a client that went away, who hears no answer.
    let bytes = to_bytes(request.into_body(), LARGEST).await.map_err(|_| Fault::new(Kind::TooLarge))?;
    Ok(bytes.into())
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| malformed(Refusal::invalid("invalid_utf8").with("position", error.valid_up_to())))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| refused(&pointer(error.path()), error.inner()))?;
    json.end().map_err(|error| refused("", &error))?;
    Ok(value)
}

fn malformed(refusal: Refusal) -> Fault {
    Fault::given(Kind::Malformed, refusal)
}

fn refused(pointer: &str, error: &serde_json::Error) -> Fault {
    if error.is_syntax() || error.is_eof() || error.is_io() {
        let refusal = Refusal::invalid("malformed_json").with("line", error.line());
        return malformed(refusal.with("column", error.column()));
    }
    let said = error.to_string();
    let named = said.split('`').nth(1).unwrap_or_default();
    // The path ends at the field itself for an unknown one, at its parent for a missing one.
    let at = |field: &str| match pointer.rsplit('/').next() == Some(field) {
        true => pointer.to_owned(),
        false => format!("{pointer}/{field}"),
    };
    let refusal = if said.starts_with("unknown field") {
        Refusal::invalid("unknown_field").at(at(named))
    } else if said.starts_with("missing field") {
        Refusal::invalid("required").at(format!("{pointer}/{named}"))
    } else if said.starts_with("duplicate field") {
        Refusal::invalid("field_twice").at(at(named))
    } else {
        Refusal::invalid("wrong_type").at(pointer.to_owned())
    };
    let whole = Refusal { details: vec![refusal], ..Refusal::invalid("invalid_body") };
    Fault::given(Kind::Invalid, whole)
}

/// The path as a JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Score {
        #[allow(dead_code, reason = "only reading is tested")]
        value: u8,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Scores {
        #[allow(dead_code, reason = "only reading is tested")]
        scores: Vec<Score>,
    }

    #[test]
    fn each_bad_body_has_its_code_and_its_place() {
        let cases: [(&[u8], &str, &str); 9] = [
            (b"{\"scores\": [", "malformed_json", ""),
            (b"", "malformed_json", ""),
            (b"{\"scores\": []} x", "malformed_json", ""),
            (b"{\"scores\": [{\"value\": \"\xff\"}]}", "invalid_utf8", ""),
            (b"{\"scores\": [{\"value\": 1, \"other\": 2}]}", "unknown_field", "/scores/0/other"),
            (b"{\"scores\": [{\"value\": 1}, {}]}", "required", "/scores/1/value"),
            (b"{\"scores\": [{\"value\": \"1\"}]}", "wrong_type", "/scores/0/value"),
            (b"{\"scores\": [{\"value\": 1, \"value\": 2}]}", "field_twice", "/scores/0/value"),
            (b"[]", "wrong_type", ""),
        ];
        for (body, code, pointer) in cases {
            let refusal = read::<Scores>(body).unwrap_err().refusal.unwrap();
            let inner = refusal.details.first().unwrap_or(&refusal);
            let found = (inner.code, inner.pointer.as_deref().unwrap_or_default());
            assert_eq!(found, (code, pointer), "{}", String::from_utf8_lossy(body));
        }
        assert!(read::<Scores>(b"{\"scores\": [{\"value\": 1}]}").is_ok());
        assert!(read::<Scores>("[".repeat(100_000).as_bytes()).is_err());
    }
}
