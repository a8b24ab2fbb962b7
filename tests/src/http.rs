//! A person at the web API: a client with their token, and answers that tests can read.

use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// A client that acts as one person, or as nobody.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    address: String,
    token: Option<String>,
}

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Client {
    pub fn visitor(address: &str) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { http, address: address.to_owned(), token: None }
    }

    /// The same connection pool, acting with a token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let body = body.map(|value| ("application/json", value.to_string().into_bytes()));
        self.send_bytes(method, path, headers, body).await
    }

    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Vec<u8>)>,
    ) -> Answer {
        self.try_send_bytes(method, path, headers, body).await.unwrap()
    }

    /// The same, when the server may be gone.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> reqwest::Result<Answer> {
        let body = body.map(|value| ("application/json", value.to_string().into_bytes()));
        self.try_send_bytes(method, path, headers, body).await
    }

    /// The same person at another address.
    #[must_use]
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    async fn try_send_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Vec<u8>)>,
    ) -> reqwest::Result<Answer> {
        let mut request = self.http.request(method, format!("{}{path}", self.address));
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some((kind, bytes)) = body {
            request = request.header("content-type", kind).body(bytes);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, body: response.text().await? })
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// Reads a thing, then writes to it over the version that was read.
    pub async fn change(&self, method: Method, path: &str, read: &str, body: Value) -> Answer {
        let etag = self.get(read).await.good().etag();
        self.send(method, path, &[("if-match", &etag)], Some(body)).await
    }
}

impl Answer {
    /// The same, when the server said yes.
    #[allow(clippy::must_use_candidate, reason = "it asserts")]
    #[track_caller]
    pub fn good(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self
    }

    /// The body as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e} in {}: {}", self.status, self.body))
    }

    /// The identifier in the body.
    #[must_use]
    #[track_caller]
    pub fn id(&self) -> String {
        self.json()["id"].as_str().unwrap_or_else(|| panic!("no id in {}", self.body)).to_owned()
    }

    #[must_use]
    #[track_caller]
    pub fn etag(&self) -> String {
        let etag = self.headers.get("etag").unwrap_or_else(|| panic!("no ETag with {}", self.body));
        etag.to_str().unwrap().to_owned()
    }

    /// The same, when the server refused with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let kind = self.headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default();
        assert!(kind.starts_with("application/problem+json"), "{kind}: {}", self.body);
        assert_eq!(self.json()["code"], code, "{}", self.body);
        self
    }

    /// What tells two answers apart for somebody outside: status, body, and headers but the date.
    #[must_use]
    pub fn bytes(&self) -> (u16, String, Vec<(String, String)>) {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| name.as_str() != "date")
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        headers.sort();
        (self.status.as_u16(), self.body.clone(), headers)
    }
}
