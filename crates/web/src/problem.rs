//! A fault as RFC 9457 problem+json.

use crate::fault::Fault;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use kapok_base::Refusal;
use kapok_words::Words;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, for programs (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: what the problem is, the code says.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// The sort of problem, in the reader's language.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// Stable name of the rule that refused.
    #[schema(example = "scorecards_outstanding")]
    pub code: &'static str,
    /// What it is and what to do, in the reader's language.
    pub detail: String,
    /// Each place of the body that is meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemError>,
    /// What is missing, one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// One place of the body and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemError {
    /// JSON pointer into the body, or the name of a query parameter.
    #[schema(example = "/scores/2/value")]
    pub pointer: String,
    /// Stable name of the rule that refused.
    #[schema(example = "score_off_scale")]
    pub code: &'static str,
    /// What it is and what to do, in the reader's language.
    pub detail: String,
}

impl Problem {
    /// A fault in a reader's words.
    #[must_use]
    pub fn of(fault: &Fault, words: &Words) -> Self {
        let (status, _, key) = fault.kind.facts();
        let refusal = fault.refusal.as_deref();
        let detail =
            refusal.map_or_else(|| words.say(&format!("error-{key}")), |refusal| words.refusal(refusal));
        Self {
            kind: "about:blank",
            title: words.say(&format!("error-{key}-title")),
            status: status.as_u16(),
            code: fault.code(),
            detail,
            errors: refusal.map(|refusal| places(refusal, words)).unwrap_or_default(),
            missing: refusal.map(|refusal| refusal.missing.clone()).unwrap_or_default(),
        }
    }
}

/// The refusal's places: its own when it points somewhere, and those of its details.
fn places(refusal: &Refusal, words: &Words) -> Vec<ProblemError> {
    let mut found = Vec::new();
    if let Some(pointer) = &refusal.pointer {
        found.push(ProblemError {
            pointer: pointer.clone(),
            code: refusal.code,
            detail: words.refusal(refusal),
        });
    }
    for detail in &refusal.details {
        match &detail.pointer {
            Some(_) => found.extend(places(detail, words)),
            None => found.push(ProblemError {
                pointer: String::new(),
                code: detail.code,
                detail: words.refusal(detail),
            }),
        }
    }
    found
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        ([(CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}
