//! What happens around every handler: who asks and in which language, whether it comes from our own pages, how long
//! it may take, how faults and panics are shown, and the headers of every answer.

mod headers;
mod identify;
mod origin;
mod render;

pub(crate) use render::rendered;

use crate::app::App;
use crate::fault::{Fault, Kind};
use crate::view::View;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kapok_access::{Action, permit};
use std::time::{Duration, Instant};

/// The longest that answering may take.
const LONGEST: Duration = Duration::from_secs(30);
/// The longest that it may take where a large file comes in, over a slow line.
const LONGEST_UPLOAD: Duration = Duration::from_secs(60 * 60);
/// Where large files come in.
const UPLOADS: [&str; 2] = ["/library/import", "/api/v1/imports"];

/// The outermost of our own layers.
pub(crate) async fn front(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let (begun, method) = (Instant::now(), request.method().clone());
    let path = request.uri().path().to_owned();
    let had_flash = crate::cookies::find(request.headers(), crate::cookies::FLASH).is_some();
    let mut view = identify::view(&request);
    view.tour = app.tour();
    let known = identify::caller(&app, request.uri(), request.headers(), &mut view).await;
    let response = match known.and_then(|()| origin::check(&request, &view)) {
        Ok(()) => {
            request.extensions_mut().insert(view.clone());
            answered(request, next).await
        }
        Err(fault) => fault.into_response(),
    };
    let mut response = rendered(response, &path, &view);
    let (status, took_ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(%method, path = named(&path), status, took_ms, "answered");
    if had_flash && headers::is_page(&response) && !response.headers().contains_key(SET_COOKIE) {
        let gone = crate::cookies::set(crate::cookies::FLASH, "", Some(0), false);
        response.headers_mut().append(SET_COOKIE, gone);
    }
    headers::put(&mut response, &path, &view, app.is_secure());
    response
}

/// A path as the log may keep it: queries tell what people look for, and the end of a link lets people in.
fn named(path: &str) -> &str {
    const SECRET: [(&str, &str); 3] =
        [("/link/", "/link/…"), ("/shared/", "/shared/…"), ("/api/v1/shared/", "/api/v1/shared/…")];
    SECRET.iter().find(|(begin, _)| path.starts_with(begin)).map_or(path, |(_, told)| told)
}

/// The handler's answer. It runs as a task of its own: what a client asked for is finished even when the client goes
/// away, and a panic stays within.
async fn answered(request: Request, next: Next) -> Response {
    let uploads = request.method() == Method::POST && UPLOADS.contains(&request.uri().path());
    let longest = if uploads { LONGEST_UPLOAD } else { LONGEST };
    let task = tokio::spawn(next.run(request));
    match tokio::time::timeout(longest, task).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => Fault::internal(format!("a handler panicked: {panic}")).into_response(),
        Err(_) => Fault::new(Kind::Timeout).into_response(),
    }
}

/// In front of every registered route: whoever may not take its action is told so before anything is read.
pub(crate) async fn guard(action: Action, request: Request, next: Next) -> Result<Response, Fault> {
    let caller = request.extensions().get::<View>().map(|view| view.caller.clone());
    permit(&caller.unwrap_or_else(kapok_access::Caller::visitor), action)?;
    Ok(next.run(request).await)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use tower::ServiceExt;

    async fn ask(router: Router) -> Response {
        let router = router.layer(from_fn(|request, next| async { answered(request, next).await }));
        router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_panic_becomes_a_fault_that_tells_nothing() {
        async fn breaks() -> &'static str {
            panic!("secret")
        }
        let response = ask(Router::new().route("/", get(breaks))).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.extensions().get::<Fault>(), Some(&Fault::new(Kind::Internal)));
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_too_long_is_answered_and_still_finished() {
        let finished = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&finished);
        let slow = move || async move {
            tokio::time::sleep(LONGEST * 2).await;
            seen.store(true, Ordering::SeqCst);
        };
        let response = ask(Router::new().route("/", get(slow))).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        tokio::time::sleep(LONGEST * 2).await;
        assert!(finished.load(Ordering::SeqCst));
    }
}
