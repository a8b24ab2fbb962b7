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
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kapok_access::{Action, permit};
use std::time::Duration;

/// The longest that answering may take.
const LONGEST: Duration = Duration::from_secs(30);

/// The outermost of our own layers.
pub(crate) async fn front(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let had_flash = crate::cookies::find(request.headers(), crate::cookies::FLASH).is_some();
    let mut view = identify::view(&request);
    let known = identify::caller(&app, request.uri(), request.headers(), &mut view).await;
    let response = match known.and_then(|()| origin::check(&request, &view)) {
        Ok(()) => {
            request.extensions_mut().insert(view.clone());
            answered(request, next).await
        }
        Err(fault) => fault.into_response(),
    };
    let mut response = rendered(response, &path, &view);
    if had_flash && headers::is_page(&response) && !response.headers().contains_key(SET_COOKIE) {
        let gone = crate::cookies::set(crate::cookies::FLASH, "", Some(0), false);
        response.headers_mut().append(SET_COOKIE, gone);
    }
    headers::put(&mut response, &path, &view, app.is_secure());
    response
}

/// The handler's answer. It runs as a task of its own: what a client asked for is finished even when the client goes
/// away, and a panic stays within.
async fn answered(request: Request, next: Next) -> Response {
    let task = tokio::spawn(next.run(request));
    match tokio::time::timeout(LONGEST, task).await {
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
