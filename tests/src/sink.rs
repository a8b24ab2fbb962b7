//! An SMTP server that keeps what it gets.

use kapok_engine::MailConfig;
use kapok_engine::mail::{Encryption, MailSettings, SmtpSettings};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// It listens until the runtime ends.
pub struct Sink {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, mails) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
        let kept = Arc::clone(&mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { port, mails }
    }

    /// Mail that leaves through it.
    #[must_use]
    pub fn config(&self) -> MailConfig {
        let settings = SmtpSettings {
            host: "127.0.0.1".to_owned(),
            port: Some(self.port),
            encryption: Encryption::None,
            user: None,
            password: None,
            timeout_seconds: Some(5),
        };
        let from = "Kapok <kapok@example.org>".to_owned();
        MailConfig { from, settings: MailSettings::Smtp(settings) }
    }

    /// How many mails came for an address.
    #[must_use]
    pub fn count(&self, address: &str) -> usize {
        let to = format!("<{address}>");
        let for_them =
            |mail: &&String| mail.lines().any(|line| line.starts_with("To: ") && line.contains(&to));
        self.mails.lock().unwrap().iter().filter(for_them).count()
    }
}

async fn talk(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                kept.lock().unwrap().push(mail);
                "250 kept"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
