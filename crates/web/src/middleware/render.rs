//! The one place where a fault gets its looks: problem+json for programs, a page for people.

use crate::fault::{Fault, Kind};
use crate::flash::go;
use crate::pages::{Page, problem::ProblemPage};
use crate::problem::Problem;
use crate::view::View;
use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The response, or what its fault looks like at this path.
pub(crate) fn rendered(mut response: Response, path: &str, view: &View) -> Response {
    let bare = response.status() == StatusCode::METHOD_NOT_ALLOWED;
    let carried = response.extensions_mut().remove::<Fault>();
    let Some(fault) = carried.or_else(|| bare.then(|| Fault::new(Kind::Method))) else { return response };
    let program = path.starts_with("/api/");
    if fault.kind == Kind::Unauthenticated && !program {
        let back = utf8_percent_encode(&view.path, NON_ALPHANUMERIC);
        return go(&format!("/sign-in?return_to={back}"));
    }
    let problem = Problem::of(&fault, &view.words);
    let mut shown = match program {
        true => problem.into_response(),
        // Whoever gets no page is not told either that there is a rehearsal at this address.
        false => {
            Page(ProblemPage { view: View { rehearsal: false, ..view.clone() }, problem }).into_response()
        }
    };
    *shown.status_mut() = fault.status();
    if let Some(allow) = response.headers_mut().remove(ALLOW) {
        shown.headers_mut().insert(ALLOW, allow);
    }
    if fault.kind == Kind::Unauthenticated {
        shown.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = fault.retry_after {
        shown.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    shown
}
