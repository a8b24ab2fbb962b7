//! Mail over a real socket and onto a real disk.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use kapok_mail::{Encryption, Mailer, Message, SendError, Settings, SmtpSettings};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

fn message(to: &str) -> Message {
    Message {
        id: "m-1".to_owned(),
        name: "Ana".to_owned(),
        to: to.to_owned(),
        reply_to: None,
        subject: "Receipt".to_owned(),
        text: "Sealed.\n.\nA line with a dot alone stands above.\n".to_owned(),
        written: "2026-11-20T10:00:00Z".parse().unwrap(),
    }
}

/// An SMTP server that keeps what it gets; the addressee's name decides its answer.
struct Sink {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, mails) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
        let kept = mails.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, kept.clone()));
            }
        });
        Self { port, mails }
    }

    fn mailer(&self) -> Mailer {
        let settings = SmtpSettings {
            host: "127.0.0.1".to_owned(),
            port: Some(self.port),
            encryption: Encryption::None,
            user: None,
            password: None,
            timeout_seconds: Some(5),
        };
        Mailer::new("Kapok <kapok@example.org>", &Settings::Smtp(settings)).unwrap()
    }
}

async fn talk(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.split([' ', ':']).next().unwrap() {
            "RCPT" if line.contains("nobody@") => "550 5.1.1 no such mailbox",
            "RCPT" if line.contains("busy@") => "451 4.7.1 try again later",
            "RCPT" if line.contains("locked@") => "530 5.7.0 sign in first",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push('\n');
                }
                kept.lock().unwrap().push(mail);
                "250 kept"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

#[tokio::test]
async fn a_mail_arrives_whole_over_smtp() {
    let sink = Sink::start().await;
    sink.mailer().send(&message("ana@example.org")).await.unwrap();
    let mails = sink.mails.lock().unwrap();
    let mail = mails.first().unwrap();
    assert!(mail.contains("To: Ana <ana@example.org>"), "{mail}");
    assert!(mail.contains("Sealed.\n.\nA line"), "{mail}");
}

#[tokio::test]
async fn answers_say_whether_to_try_again() {
    let sink = Sink::start().await;
    let mailer = sink.mailer();
    for (to, for_good) in
        [("nobody@example.org", true), ("busy@example.org", false), ("locked@example.org", false)]
    {
        let error = mailer.send(&message(to)).await.unwrap_err();
        assert_eq!(matches!(error, SendError::Permanent(_)), for_good, "{to}: {error}");
    }
    assert!(sink.mails.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let nowhere = Sink { port: 1, mails: Arc::default() };
    let error = nowhere.mailer().send(&message("ana@example.org")).await.unwrap_err();
    assert!(matches!(error, SendError::Temporary(_)), "{error}");
}

#[tokio::test]
async fn files_are_whole_and_a_second_sending_replaces_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox");
    let mailer = Mailer::new("kapok@example.org", &Settings::Folder { path: path.clone() }).unwrap();
    for _ in 0..2 {
        mailer.send(&message("ana@example.org")).await.unwrap();
    }
    let names: Vec<_> =
        std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["m-1.eml"]);
    assert!(mailer.kept("m-1").await.unwrap().contains("Subject: Receipt"));
    assert_eq!(mailer.kept("m-2").await, None);
    assert_eq!(mailer.kept("../m-1").await, None);
    let chinese = Message {
        id: "m-3".to_owned(),
        text: format!("{}封存。\n", "长".repeat(400)),
        ..message("ana@example.org")
    };
    mailer.send(&chinese).await.unwrap();
    assert!(mailer.kept("m-3").await.unwrap().ends_with("长封存。\n"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again_and_a_strange_name_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, "in the way").unwrap();
    let mailer = Mailer::new("kapok@example.org", &Settings::Folder { path }).unwrap();
    let error = mailer.send(&message("ana@example.org")).await.unwrap_err();
    assert!(matches!(error, SendError::Temporary(_)), "{error}");
    let error =
        mailer.send(&Message { id: "../m".to_owned(), ..message("ana@example.org") }).await.unwrap_err();
    assert!(matches!(error, SendError::Permanent(_)), "{error}");
}

#[test]
fn settings_do_not_show_their_password() {
    let settings = r#"{"way":"smtp","host":"mail.example.org","user":"kapok","password":"hush"}"#;
    let settings: Settings = serde_json::from_str(settings).unwrap();
    assert!(!format!("{settings:?}").contains("hush"));
}
