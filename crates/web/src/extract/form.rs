//! A page's form: pairs of name and value, with the session's mark that it was our own page that sent it.

use super::body::{bytes, essence};
use super::query::decoded;
use crate::fault::{Fault, Kind};
use crate::form::Form;
use crate::view::View;
use axum::extract::{FromRequest, Request};
use kapok_base::Refusal;

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        if essence(&request) != "application/x-www-form-urlencoded" {
            return Err(Fault::new(Kind::MediaType));
        }
        let wanted = request.extensions().get::<View>().map(|view| view.csrf.clone()).unwrap_or_default();
        let body = bytes(request).await?;
        let text = std::str::from_utf8(&body).map_err(|_| unreadable())?;
        let form = Self::of(decoded(text).ok_or_else(unreadable)?);
        // A visitor has no session that another site could ride on.
        if !wanted.is_empty() && form.value("csrf") != wanted {
            return Err(Fault::new(Kind::Forgery));
        }
        Ok(form)
    }
}

fn unreadable() -> Fault {
    Fault::given(Kind::Malformed, Refusal::invalid("invalid_utf8").with("position", 0_i64))
}
