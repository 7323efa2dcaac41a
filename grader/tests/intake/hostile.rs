//! Texts on which a parser would overflow its stack, and files that are not Rust as a whole.

use super::*;

#[test]
fn deep_brackets_cost_their_own_body() {
    let desk = Desk::new();
    for bracket in ["()", "[]", "{}", "<>"] {
        let (open, close) = bracket.split_at(1);
        let deep = format!(
            "{{ let a = {}{}; }}",
            open.repeat(50_000),
            close.repeat(50_000)
        );
        let submission = desk.zipped(&[("src/sums.rs", &desk.sums(&deep, "{ 2 }"))]);
        let [(id, body)] = bodies(&submission)[..] else {
            panic!("{bracket}")
        };
        assert_eq!((id, body), ("a1.sums.twice", "{ 2 }"));
        let why = &submission.refused["a1.sums.add"];
        assert!(
            why.words
                .starts_with("the body of `a1.sums.add` is not taken: "),
            "{why:?}"
        );
        assert!(submission.findings.contains(why));
        // Without ends, 100,000 of one kind.
        let text = desk.sums(&format!("{{ {} }}", open.repeat(100_000)), "{ 2 }");
        let submission = desk.zipped(&[("src/sums.rs", &text)]);
        assert!(
            submission.written.contains_key("a1.sums.twice"),
            "{bracket}"
        );
        assert!(submission.refused.contains_key("a1.sums.add"), "{bracket}");
    }
}

/// Every way to nest without a bracket, as long as a file may be. What is below the limit is parsed.
#[test]
fn chains_do_not_overflow_the_stack() {
    let desk = Desk::new();
    for (unit, tokens, end) in [
        ("!", 1, "true"),
        ("-", 1, "1"),
        ("&", 1, "1"),
        ("*", 1, "a"),
        ("&mut ", 2, "a"),
        ("||", 2, "1"),
        ("|a|", 3, "1"),
        ("move||", 3, "1"),
        ("..", 2, "1"),
        ("1+", 2, "1"),
        ("1<", 2, "1"),
        ("a=", 2, "1"),
        ("a+=", 3, "1"),
        ("return ", 1, "1"),
        ("break ", 1, "1"),
        ("a as ", 2, "b"),
        ("a.", 2, "b"),
        ("a::", 3, "b"),
        ("a::<", 4, "b"),
        ("if ", 1, "a"),
        ("match ", 1, "a"),
        ("if a{}else ", 5, "{}"),
        ("let a=", 3, "1"),
        ("'a:", 2, "loop{}"),
        ("#[a]", 4, "1"),
        ("async move ", 2, "{}"),
        ("<a as ", 3, "b"),
        ("yield ", 1, "1"),
        ("?", 1, "a"),
        ("for a in ", 3, "b"),
        ("while ", 1, "a"),
    ] {
        // By the tokens of a file that is parsed as a whole; the body is then too long by itself.
        for most in [49_000, 9_000] {
            let times = (most / tokens).min(240_000 / unit.len());
            let body = format!("{{ {}{end} }}", unit.repeat(times));
            let submission = desk.zipped(&[("src/sums.rs", &desk.sums(&body, "{ 2 }"))]);
            let said = submission.written.contains_key("a1.sums.twice");
            assert!(said, "{unit}: {:#?}", submission.findings);
            let taken = submission.written.contains_key("a1.sums.add");
            assert_eq!(taken, most == 9_000, "{unit}");
        }
    }
    for (unit, tokens, end) in [
        ("&", 1, "u8"),
        ("*const ", 2, "u8"),
        ("fn()->", 5, "u8"),
        ("Vec<", 2, "u8"),
        ("impl Fn()->", 6, "u8"),
        ("dyn a+", 3, "b"),
        ("<a as ", 3, "b"),
    ] {
        let text = desk.sums("{ 1 }", "{ 2 }")
            + &format!("type A = {}{end};", unit.repeat(49_000 / tokens));
        let submission = desk.zipped(&[("src/sums.rs", &text)]);
        assert_eq!(bodies(&submission), BOTH, "{unit}");
    }
    for (unit, tokens, end) in [
        ("&", 1, "a"),
        ("a|", 2, "b"),
        ("a@", 2, "b"),
        ("..=", 3, "b"),
    ] {
        let text = desk.sums("{ 1 }", "{ 2 }")
            + &format!(
                "fn f() {{ let {}{end} = 1; }}",
                unit.repeat(49_000 / tokens)
            );
        let submission = desk.zipped(&[("src/sums.rs", &text)]);
        assert_eq!(bodies(&submission), BOTH, "{unit}");
    }
}

#[test]
fn a_file_that_is_not_rust_as_a_whole_loses_what_is_broken() {
    let desk = Desk::new();
    for (broken, refused, taken) in [
        // The compiler will say what is wrong with this one: it is taken as it is written.
        ("{ let = ; }", None, 2),
        ("{ (1 + ; }", Some("do not close (line 16)"), 1),
        ("{ [1) }", Some("do not close"), 1),
        ("{ \"abc }", Some("`}` is missing"), 0),
        // The brace of the implementation closes these.
        ("{ 1", None, 2),
        ("{ { 1 }", None, 2),
        ("{ { { 1 }", Some("`}` is missing"), 1),
        ("{ 1 }}", None, 2),
        ("{ /* 1 }", Some("`}` is missing"), 0),
        ("{ 'ab }", None, 2),
    ] {
        let submission = desk.zipped(&[("src/sums.rs", &desk.sums(broken, "{ 2 }"))]);
        let told: Vec<_> = submission
            .findings
            .iter()
            .filter(|it| it.words.contains("cannot be read as Rust"))
            .collect();
        assert_eq!(told.len(), 1, "{broken}: {:#?}", submission.findings);
        let why = submission
            .refused
            .get("a1.sums.add")
            .map(|it| it.words.as_str());
        match refused {
            Some(words) => assert!(
                why.is_some_and(|why| why.contains(words)),
                "{broken}: {why:?}"
            ),
            None => {
                let body = &*submission.written["a1.sums.add"].body;
                assert!(
                    body.starts_with(broken) || broken.starts_with(body),
                    "{body}"
                );
            }
        }
        assert_eq!(submission.written.len(), taken, "{broken}");
    }
    // A fault outside of all bodies costs none.
    let text = desk
        .sums("{ 1 }", "{ 2 }")
        .replace("fn helper(x", "fn helper((x");
    let submission = desk.zipped(&[("src/sums.rs", &text)]);
    assert_eq!(bodies(&submission), BOTH);
}

#[test]
fn no_body_leaves_its_braces() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 } fn evil() { 3 }", "{ 2 }");
    let submission = desk.zipped(&[("src/sums.rs", &text)]);
    assert_eq!(bodies(&submission), BOTH);
    says(&submission, ("src/sums.rs", Some(16)), "`fn evil`");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let desk = Desk::new();
    let text = desk.sums("{ 1 }", "{ 2 }");
    let path = desk.path("a.zip");
    let bytes = zip([
        (
            "src/sums.rs",
            [text.as_bytes(), b"// \xff"].concat().as_slice(),
        ),
        ("report.md", b"x"),
    ]);
    fs::write(&path, bytes).expect("an archive");
    let submission = desk.take(&path).expect("a submission");
    assert!(submission.written.is_empty() && submission.others.len() == 1);
    says(&submission, ("src/sums.rs", None), "save it as UTF-8");

    let submission = desk.zipped(&[("src/sums.rs", "// Nothing.\n")]);
    says(&submission, ("src/sums.rs", None), "no exercise any more");
    says(&submission, ("", None), "no exercise of assignment1");

    let other = text.replace("a1.sums", "a2.sums");
    let bytes = zip([("src/sums.rs", other.as_bytes())]);
    let error = desk.refused(&bytes);
    assert!(
        error.contains("another assignment: it has `a2.sums.add`"),
        "{error}"
    );

    let many: String = (0..1_000)
        .map(|number| format!("fn f{number}() {{}}\n"))
        .collect();
    let submission = desk.zipped(&[("src/sums.rs", &(text.clone() + &many))]);
    assert_eq!(submission.findings.len(), 201);
    says(&submission, ("", None), "800 more");

    // A line of Unix, and the same exercise twice in one file.
    let submission = desk.zipped(&[(
        "src/sums.rs",
        &format!(
            "#!/bin/sh é\n{text}{}",
            &text[text.find("/// **Exercise a1.sums.twice").unwrap_or(0)..]
                .replace("{ 2 }", "{ 3 }")
        ),
    )]);
    assert_eq!(bodies(&submission), BOTH);
    assert!(
        submission
            .findings
            .iter()
            .any(|it| it.words.contains("more than once")),
        "{:#?}",
        submission.findings
    );
}
