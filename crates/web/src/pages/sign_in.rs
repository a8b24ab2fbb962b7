//! The ways in: signing in and out, the forgotten password, the links that come by mail.

use super::Page;
use crate::app::App;
use crate::cookies;
use crate::extract::From;
use crate::fault::Answer;
use crate::flash::{Flash, go, local};
use crate::form::Form;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::Refusal;
use kapok_engine::people::{LinkKind, LinkView, SignIn, SignedIn};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Action::SignIn, show)
        .post("/sign-in", Action::SignIn, sign_in)
        .post("/sign-out", Action::SignIn, sign_out)
        .get("/forgotten", Action::SignIn, show_forgotten)
        .post("/forgotten", Action::SignIn, ask_for_reset)
        .get("/link/{token}", Action::SignIn, show_link)
        .post("/link/{token}", Action::SignIn, follow_link)
}

#[derive(Template)]
#[template(path = "people/sign_in.html")]
struct SignInPage {
    view: View,
    form: Form,
}

#[derive(Template)]
#[template(path = "people/forgotten.html")]
struct ForgottenPage {
    view: View,
    form: Form,
}

#[derive(Template)]
#[template(path = "people/link.html")]
struct LinkPage {
    view: View,
    form: Form,
    link: LinkView,
}

impl LinkPage {
    fn is_invitation(&self) -> bool {
        self.link.kind == LinkKind::Invitation
    }
}

async fn show(view: View, pairs: crate::extract::Pairs) -> Answer {
    let back = local(pairs.first("return_to").unwrap_or("/")).to_owned();
    if view.viewer.is_some() {
        return Ok(go(&back));
    }
    let form = Form::empty().with("return_to", back);
    Ok(Page(SignInPage { view, form }).into_response())
}

async fn sign_in(
    State(app): State<App>,
    view: View,
    From(from): From,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let (email, password) = (form.value("email").to_owned(), form.value("password").to_owned());
    match app.engine().sign_in(&view.caller, SignIn { email, password, from }).await {
        Ok(signed_in) => {
            // Whoever comes in as somebody else has gone out before.
            if let Some(before) = cookies::session_token(&headers, app.is_secure()) {
                app.engine().sign_out(&before).await?;
            }
            Ok(begun(&app, &signed_in, go(form.value("return_to"))))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(SignInPage { view, form }).refused().into_response())
        }
    }
}

/// The answer with the session's cookie.
fn begun(app: &App, signed_in: &SignedIn, mut response: Response) -> Response {
    let session = cookies::begin_session(&signed_in.token, app.is_secure());
    response.headers_mut().append(SET_COOKIE, session);
    response
}

async fn sign_out(State(app): State<App>, headers: HeaderMap, _form: Form) -> Answer {
    if let Some(token) = cookies::session_token(&headers, app.is_secure()) {
        app.engine().sign_out(&token).await?;
    }
    let mut response = Flash::info("people-signed-out").to("/");
    response.headers_mut().append(SET_COOKIE, cookies::end_session(app.is_secure()));
    Ok(response)
}

async fn show_forgotten(view: View) -> Answer {
    Ok(Page(ForgottenPage { view, form: Form::empty() }).into_response())
}

async fn ask_for_reset(State(app): State<App>, view: View, From(from): From, form: Form) -> Answer {
    match app.engine().ask_for_reset(&view.caller, form.value("email"), &from).await {
        Ok(()) => Ok(Flash::info("people-reset-asked").to("/sign-in")),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(ForgottenPage { view, form }).refused().into_response())
        }
    }
}

async fn show_link(State(app): State<App>, view: View, Path(token): Path<String>) -> Answer {
    let link = app.engine().see_link(&view.caller, &token).await?;
    let form = Form::empty().with("name", &link.name);
    Ok(Page(LinkPage { view, form, link }).into_response())
}

async fn follow_link(
    State(app): State<App>,
    view: View,
    From(from): From,
    Path(token): Path<String>,
    form: Form,
) -> Answer {
    let (name, password) = (form.given("name"), form.given("password"));
    let followed = match repeated(&form) {
        Ok(()) => app.engine().follow_link(&view.caller, &token, name, password, &from).await,
        Err(refusal) => Err(refusal.into()),
    };
    match followed {
        Ok(signed_in) => {
            let response = Flash::good("people-welcome").with("name", &signed_in.person.name).to("/");
            Ok(begun(&app, &signed_in, response))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            let link = app.engine().see_link(&view.caller, &token).await?;
            Ok(Page(LinkPage { view, form, link }).refused().into_response())
        }
    }
}

/// A password is typed twice where a slip would lock its owner out.
pub(crate) fn repeated(form: &Form) -> Result<(), Refusal> {
    match form.value("password") == form.value("password_again") {
        true => Ok(()),
        false => Err(Refusal::invalid("password_repeat").at("/password_again")),
    }
}
