//! Why a request was not answered as asked: one type for the whole web door.
//!
//! A handler returns `Result<_, Fault>`; `?` turns an engine error into one. How it looks (problem+json or a page)
//! is decided in one place, [`crate::middleware::render`], where the reader's language is known.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kapok_access::Denial;
use kapok_base::{Refusal, RefusalKind};
use kapok_engine::Error;

/// The result of a handler.
pub type Answer<T = Response> = Result<T, Fault>;

/// What sort of fault it is: decides status, stable code and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read.
    Malformed,
    /// Nobody has signed in, or the token is unknown.
    Unauthenticated,
    /// No role allows it.
    Forbidden,
    /// The token may only read.
    ReadOnlyToken,
    /// It comes from another site, or its form is too old.
    Forgery,
    /// There is no such thing, or it is not the caller's to see.
    NotFound,
    /// This address does not answer this method.
    Method,
    /// It took too long.
    Timeout,
    /// It goes against something that exists.
    Conflict,
    /// The thing has changed since it was read.
    Stale,
    /// Too large.
    TooLarge,
    /// Not this kind of content.
    MediaType,
    /// What was given does not fit.
    Invalid,
    /// The change does not name the version it is made to.
    Precondition,
    /// Too many attempts.
    Throttled,
    /// Our own fault.
    Internal,
    /// Too much to do at the moment.
    Busy,
    /// The thing's state forbids it.
    State,
    /// Too late, or too early.
    Time,
}

impl Kind {
    /// Its status, its stable code, and the key of its words (`error-<key>` and `error-<key>-title`).
    pub(crate) fn facts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed_request", "request"),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "unauthenticated"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "forbidden"),
            Self::ReadOnlyToken => (StatusCode::FORBIDDEN, "read_only_token", "read-only-token"),
            Self::Forgery => (StatusCode::FORBIDDEN, "cross_site", "forgery"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "not-found"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "method"),
            Self::Timeout => (StatusCode::SERVICE_UNAVAILABLE, "timeout", "timeout"),
            Self::Conflict => (StatusCode::CONFLICT, "conflict", "conflict"),
            Self::Stale => (StatusCode::PRECONDITION_FAILED, "stale", "stale"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "too-large"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "media-type"),
            Self::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "invalid"),
            Self::Precondition => {
                (StatusCode::PRECONDITION_REQUIRED, "precondition_required", "precondition")
            }
            Self::Throttled => (StatusCode::TOO_MANY_REQUESTS, "throttled", "throttled"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "internal"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "busy"),
            Self::State => (StatusCode::CONFLICT, "state", "state"),
            Self::Time => (StatusCode::CONFLICT, "time", "time"),
        }
    }
}

/// Why a request was not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort.
    pub kind: Kind,
    /// The rule that refused, with the fields it means.
    pub refusal: Option<Box<Refusal>>,
    /// After how many seconds asking again helps.
    pub retry_after: Option<u64>,
}

impl Fault {
    /// A fault of a kind that says all there is to say.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, refusal: None, retry_after: None }
    }

    /// There is no such thing, or it is not the caller's to see: the two are told apart nowhere.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    /// Our own fault: the reason goes to the log, never to the reader.
    #[must_use]
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        tracing::error!(%reason, "a request failed");
        Self::new(Kind::Internal)
    }

    /// What was given cannot even be read, or does not fit: with the place that is meant.
    #[must_use]
    pub fn given(kind: Kind, refusal: Refusal) -> Self {
        Self { kind, refusal: Some(Box::new(refusal)), retry_after: None }
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.kind.facts().0
    }

    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.refusal.as_ref().map_or(self.kind.facts().1, |refusal| refusal.code)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.kind {
            RefusalKind::Invalid => Kind::Invalid,
            RefusalKind::State => Kind::State,
            RefusalKind::Time => Kind::Time,
        };
        Self::given(kind, refusal)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::SignInNeeded => Self::new(Kind::Unauthenticated),
            Error::Forbidden => Self::new(Kind::Forbidden),
            Error::ReadOnlyToken => Self::new(Kind::ReadOnlyToken),
            Error::NotFound => Self::not_found(),
            Error::Stale => Self::new(Kind::Stale),
            Error::Refused(refusal) => Self::from(*refusal),
            Error::TooMany { retry_after } => {
                Self { retry_after: Some(retry_after), ..Self::new(Kind::Throttled) }
            }
            Error::Busy => Self { retry_after: Some(1), ..Self::new(Kind::Busy) },
            Error::Internal(reason) => Self::internal(reason),
        }
    }
}

impl From<Denial> for Fault {
    fn from(denial: Denial) -> Self {
        Self::new(match denial {
            Denial::SignInNeeded => Kind::Unauthenticated,
            Denial::Forbidden => Kind::Forbidden,
            Denial::ReadOnlyToken => Kind::ReadOnlyToken,
        })
    }
}

impl IntoResponse for Fault {
    /// A bare status that carries the fault to where it is rendered.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
