//! One's own account: name and language, password, tokens.

use super::Page;
use super::sign_in::repeated;
use crate::app::App;
use crate::cookies;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName, TokenScope};
use kapok_base::{Instant, Locale, Refusal, TokenId, Version};
use kapok_engine::people::{AccountChange, NewToken, Person, Token};

/// A year, in seconds.
const YEAR: i64 = 365 * 24 * 3600;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/me", Action::SeeOwnAccount, show)
        .post("/me", Action::KeepOwnAccount, save)
        .post("/me/password", Action::KeepOwnAccount, change_password)
        .post("/me/tokens", Action::KeepOwnAccount, create_token)
        .post("/me/tokens/{id}/revocation", Action::KeepOwnAccount, revoke_token)
}

#[derive(Template)]
#[template(path = "people/account.html")]
struct AccountPage {
    view: View,
    account: Form,
    password: Form,
    token: Form,
    person: Person,
    tokens: Vec<Token>,
    roles: Vec<String>,
    /// The secret of a token just made: shown this once.
    secret: Option<String>,
}

impl AccountPage {
    fn languages(&self) -> Vec<Choice> {
        let choice = |l: Locale| Choice { value: l.tag().to_owned(), label: l.own_name().to_owned() };
        Locale::ALL.into_iter().map(choice).collect()
    }

    fn scopes(&self) -> Vec<Choice> {
        let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
        let mut choices = vec![choice("", self.view.say("people-token-all-roles"))];
        for role in RoleName::ALL.into_iter().filter(|role| self.view.is(*role)) {
            choices.push(choice(role.as_str(), self.view.say(&format!("role-{}", role.as_str()))));
        }
        choices
    }

    fn used(&self, token: &Token) -> String {
        token.used_at.map_or_else(|| "—".to_owned(), |at| self.view.date(at))
    }

    fn scope(&self, token: &Token) -> String {
        let mut parts: Vec<String> = match &token.scope.roles {
            None => vec![self.view.say("people-token-all-roles")],
            Some(roles) => roles.iter().map(|r| self.view.say(&format!("role-{}", r.as_str()))).collect(),
        };
        if token.scope.read_only {
            parts.push(self.view.say("people-token-read-only"));
        }
        parts.join(&self.view.say("list-separator"))
    }
}

/// The page as it stands, its forms filled with what is stored.
async fn page(app: &App, view: View) -> Answer<AccountPage> {
    let engine = app.engine();
    let person = engine.get_account(&view.caller).await?;
    let tokens = engine.list_tokens(&view.caller).await?;
    let mut roles: Vec<String> = Vec::new();
    for role in view.caller.roles() {
        let name = view.say(&format!("role-{}", role.name().as_str()));
        if !roles.contains(&name) {
            roles.push(name);
        }
    }
    let account = Form::empty()
        .with("name", &person.name)
        .with("locale", person.locale.tag())
        .with("version", person.version);
    let (password, token) = (Form::empty(), Form::empty());
    Ok(AccountPage { view, account, password, token, person, tokens, roles, secret: None })
}

async fn show(State(app): State<App>, view: View) -> Answer {
    Ok(Page(page(&app, view).await?).into_response())
}

async fn save(State(app): State<App>, view: View, form: Form) -> Answer {
    let saved = async {
        let locale = Locale::for_tag(form.value("locale"))
            .ok_or_else(|| Refusal::invalid("invalid_language").at("/locale"))?;
        let version = Version(form.needed("version")?);
        let change = AccountChange { name: form.value("name").to_owned(), locale };
        app.engine().save_account(&view.caller, change, version).await
    };
    match saved.await {
        Ok(person) => {
            let mut response = Flash::good("saved").to("/me");
            let cookie = cookies::set(cookies::LANGUAGE, person.locale.tag(), Some(YEAR), app.is_secure());
            response.headers_mut().append(SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            let mut page = page(&app, view).await?;
            page.account = form.with("version", page.person.version);
            Ok(Page(page).refused().into_response())
        }
    }
}

async fn change_password(State(app): State<App>, view: View, headers: HeaderMap, form: Form) -> Answer {
    let session = cookies::session_token(&headers, app.is_secure());
    let (present, new) = (form.value("present").to_owned(), form.value("password").to_owned());
    let changed = match repeated(&form) {
        Ok(()) => app.engine().change_password(&view.caller, present, new, session.as_deref()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match changed {
        Ok(()) => Ok(Flash::good("people-password-changed").to("/me")),
        Err(error) => {
            let form = form.refused(error, &view)?;
            let mut page = page(&app, view).await?;
            page.password = form;
            Ok(Page(page).refused().into_response())
        }
    }
}

async fn create_token(State(app): State<App>, view: View, form: Form) -> Answer {
    let role = RoleName::named(form.value("role"));
    let new = NewToken {
        name: form.value("token_name").to_owned(),
        scope: TokenScope { roles: role.map(|role| vec![role]), read_only: form.holds("read_only", "yes") },
        expires_at: None::<Instant>,
    };
    match app.engine().create_token(&view.caller, new).await {
        Ok((_, secret)) => {
            let mut page = page(&app, view).await?;
            page.secret = Some(secret);
            Ok(Page(page).into_response())
        }
        Err(kapok_engine::Error::Refused(mut refusal)) => {
            // The page has a name of another kind already.
            if refusal.pointer.as_deref() == Some("/name") {
                refusal.pointer = Some("/token_name".to_owned());
            }
            let form = form.refused(*refusal, &view)?;
            let mut page = page(&app, view).await?;
            page.token = form;
            Ok(Page(page).refused().into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke_token(State(app): State<App>, view: View, Id(id): Id<TokenId>, _form: Form) -> Answer {
    match app.engine().revoke_token(&view.caller, id).await {
        Ok(()) => Ok(Flash::good("people-token-revoked").to("/me#tokens")),
        // Pressed twice: it is gone already.
        Err(kapok_engine::Error::NotFound) => Ok(go("/me")),
        Err(error) => Err(error.into()),
    }
}
