//! The page for staff: what must be looked at before marks are published.

use super::class::Class;
use super::clean::one_line;
use super::html;
use super::score;
use super::student::escape as escape_markdown;
use super::text::file_name;
use crate::grading::{Confinement, Graded};

/// How many findings of one student are listed.
const FINDINGS: usize = 20;

/// A chapter: students, and what is said of each.
struct Chapter {
    title: &'static str,
    /// What stands there where nobody is listed.
    nobody: &'static str,
    students: Vec<Listed>,
}

/// What is said of a student.
struct Listed {
    who: String,
    /// What the student's report is called.
    file: String,
    lines: Vec<String>,
}

/// The page as Markdown.
pub fn markdown(class: &Class<'_>) -> String {
    let mut text = format!("# {}\n\n", title(class));
    for words in head(class) {
        text += &format!("{}\n\n", escape_markdown(&words));
    }
    for chapter in chapters(class) {
        text += &format!("## {}\n\n", chapter.title);
        if chapter.students.is_empty() {
            text += &format!("{}\n\n", chapter.nobody);
        }
        for Listed { who, lines, .. } in chapter.students {
            text += &format!("**{}**\n\n", escape_markdown(&who));
            text.extend(
                lines
                    .iter()
                    .map(|line| format!("- {}\n", escape_markdown(line))),
            );
            text.push('\n');
        }
    }
    text
}

/// The page as HTML.
pub fn page(class: &Class<'_>) -> String {
    let words = head(class).into_iter();
    let mut body: String = words
        .map(|words| format!("<p>{}</p>\n", html::escape(&words)))
        .collect();
    for chapter in chapters(class) {
        body += &format!("<h2>{}</h2>\n", chapter.title);
        if chapter.students.is_empty() {
            body += &format!("<p>{}</p>\n", chapter.nobody);
        }
        for Listed { who, file, lines } in chapter.students {
            let (who, file) = (html::escape(&who), html::escape(&file));
            let link = format!("<a href=\"reports/{file}.html\">{who}</a>");
            body += &format!("<section><h3>{link}</h3>\n<ul>\n");
            body.extend(
                lines
                    .iter()
                    .map(|line| format!("<li>{}</li>\n", html::escape(line))),
            );
            body += "</ul></section>\n";
        }
    }
    html::page(&title(class), &body)
}

fn title(class: &Class<'_>) -> String {
    format!("{}: for the staff alone", class.catalogue.assignment)
}

fn head(class: &Class<'_>) -> Vec<String> {
    let handed_in = class
        .graded
        .iter()
        .filter(|graded| !graded.submission.is_empty());
    let handed_in: Vec<&Graded> = handed_in.collect();
    let (students, count) = (class.graded.len(), handed_in.len());
    let mut words = vec![format!("{students} students, {count} submissions.")];
    let open: Vec<u32> = handed_in
        .iter()
        .map(|graded| score::open(graded))
        .filter(|open| *open > 0)
        .collect();
    if !open.is_empty() {
        let (count, points) = (open.len(), open.iter().sum::<u32>());
        words.push(format!(
            "{count} submissions have {points} points that nobody has marked yet: fill in marking.csv, and \
             publish no totals before."
        ));
    }
    let unconfined = handed_in
        .iter()
        .filter(|graded| graded.confinement < Confinement::Confined);
    if let unconfined @ 1.. = unconfined.count() {
        words.push(format!(
            "{unconfined} submissions ran with limits on time, memory and output alone: grade them on Linux \
             with Landlock and seccomp before marks are published."
        ));
    }
    let mut editions: Vec<String> = handed_in.iter().map(|one| one_line(&one.edition)).collect();
    editions.sort();
    editions.dedup();
    if editions.len() > 1 {
        words.push("They were judged by different editions: grade the class again.".into());
    }
    words
}

fn chapters(class: &Class<'_>) -> [Chapter; 3] {
    let listed = |of: &dyn Fn(&Graded) -> Vec<String>| {
        let students = class.students().map(|(name, graded)| {
            let who = [one_line(&graded.student), one_line(name)].join(" ");
            let (who, file) = (who.trim().to_owned(), file_name(&graded.student));
            let lines = of(graded);
            Listed { who, file, lines }
        });
        students.filter(|one| !one.lines.is_empty()).collect()
    };
    [
        Chapter {
            title: "Look at these before marks are published",
            nobody: "Nothing needs attention.",
            students: listed(&score::attention),
        },
        Chapter {
            title: "Other headlines",
            nobody: "There are none.",
            students: listed(&|graded| {
                let lines = graded.headlines.iter().filter(|line| !line.attention);
                lines.map(|line| one_line(&line.words)).collect()
            }),
        },
        Chapter {
            title: "Handed in and not graded",
            nobody: "All that was handed in is graded.",
            students: listed(&findings),
        },
    ]
}

fn findings(graded: &Graded) -> Vec<String> {
    let lines = graded.not_graded.iter().take(FINDINGS).map(|finding| {
        let line = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        format!(
            "{}{line}: {}",
            one_line(&finding.file),
            one_line(&finding.words)
        )
    });
    let more = graded.not_graded.len().saturating_sub(FINDINGS);
    let more = (more > 0).then(|| format!("and {more} more"));
    lines.chain(more).collect()
}
