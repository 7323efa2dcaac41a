//! Whether a text is one that a parser may be given.

use proc_macro2::{TokenStream, TokenTree};

use super::limits;
use super::scan::{self, Kind};

/// What is wrong, and in which line if in one.
pub type Fault = (Option<usize>, String);

/// The tokens of a text; an error says why it is none that a parser may be given.
pub fn check(text: &str, most: usize) -> Result<TokenStream, Fault> {
    let (mut depth, mut deepest) = (0_usize, 0);
    let tokens = scan::tokens(text);
    for token in &tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let too_deep = || {
        let depth = limits::DEPTH;
        let words = format!("more than {depth} brackets stand inside of one another");
        (None, words)
    };
    let too_many = || (None, format!("it has more than {most} words and signs"));
    if deepest > limits::DEPTH {
        return Err(too_deep());
    }
    if tokens.len() > most {
        return Err(too_many());
    }
    let stream: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| {
        let words = "brackets or quotation marks do not close";
        (Some(error.span().start().line), words.to_owned())
    })?;
    let (mut count, mut open) = (0, vec![stream.clone().into_iter()]);
    while let Some(last) = open.last_mut() {
        match last.next() {
            None => drop(open.pop()),
            Some(TokenTree::Group(group)) => {
                count += 2;
                open.push(group.stream().into_iter());
            }
            Some(_) => count += 1,
        }
        if open.len() > limits::DEPTH + 1 {
            return Err(too_deep());
        }
        // A line of documentation is six tokens here.
        if count > 6 * most {
            return Err(too_many());
        }
    }
    Ok(stream)
}
