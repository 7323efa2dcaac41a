//! Changes that make a valid input nearly valid.

use common::by_hand::Stream;
use std::ops::Range;

/// What readers treat in a way of its own.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"'",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"|",
    b" ",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\\",
    b"/",
    b"../",
    b".",
    b"=",
    b"[",
    b"]",
    b"{",
    b"}",
    b"#",
    b"%",
    b"-",
    b"sep=;\n",
    b"nan",
    b"1e999",
    b"-0",
    b"9223372036854775807",
    b"18446744073709551615",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\xef\xbb\xbf",
    "é".as_bytes(),
    "e\u{301}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{a0}".as_bytes(),
    "１".as_bytes(),
    "猫".as_bytes(),
    b"\xe7\x8c",
];

/// One of these inputs with one to six changes, half of them with one.
pub fn mutated(corpus: &[Vec<u8>], stream: &mut Stream) -> Vec<u8> {
    let mut input = one_of(corpus, stream).clone();
    let most = [1, 6][stream.below(2)];
    for _ in 0..=stream.below(most) {
        change(&mut input, corpus, stream);
    }
    input
}

fn one_of<'a, T>(choices: &'a [T], stream: &mut Stream) -> &'a T {
    &choices[stream.below(choices.len())]
}

fn change(input: &mut Vec<u8>, corpus: &[Vec<u8>], stream: &mut Stream) {
    let place = stream.below(input.len() + 1);
    match stream.below(13) {
        0 => input
            .iter_mut()
            .skip(place)
            .take(1)
            .for_each(|byte| *byte ^= 1 << stream.below(8)),
        1 => input
            .iter_mut()
            .skip(place)
            .take(1)
            .for_each(|byte| *byte = stream.below(256) as u8),
        2 => drop(input.splice(place..place, one_of(&PIECES, stream).iter().copied())),
        3 => {
            let piece = *one_of(&PIECES, stream);
            let end = input.len().min(place + piece.len());
            input.splice(place..end, piece.iter().copied());
        }
        // A long run.
        4 => {
            let run = one_of(&PIECES, stream).repeat(1 + stream.below(300));
            input.splice(place..place, run);
        }
        5 => drop(input.drain(some_bytes(input, stream))),
        6 => {
            let copy = input[some_bytes(input, stream)].to_vec();
            input.splice(place..place, copy);
        }
        7 if place < input.len() => input.swap(place, stream.below(place + 1)),
        8 => {
            let lines = [a_line(input, stream), a_line(input, stream)];
            let [first, second] = lines.map(|line| input[line].to_vec());
            match stream.below(2) {
                // The second line again.
                0 => drop(input.splice(place..place, second)),
                _ => replace(input, &first, &second),
            }
        }
        9 => drop(input.drain(a_line(input, stream))),
        // A piece in, before or behind a word, wherever that word stands.
        10 | 11 => {
            let word = a_word(input, stream);
            let piece = *one_of(&PIECES, stream);
            let other = [
                piece.to_vec(),
                [piece, &word].concat(),
                [&word, piece].concat(),
            ];
            let other = one_of(&other, stream);
            *input = with_all_replaced(input, &word, other);
        }
        // The beginning of this one and the end of another.
        _ => {
            let other = one_of(corpus, stream);
            input.truncate(place);
            input.extend(&other[stream.below(other.len() + 1)..]);
        }
    }
}

/// Up to 16 bytes of the input.
fn some_bytes(input: &[u8], stream: &mut Stream) -> Range<usize> {
    let start = stream.below(input.len() + 1);
    start..input.len().min(start + 1 + stream.below(16))
}

/// A line with its end.
fn a_line(input: &[u8], stream: &mut Stream) -> Range<usize> {
    let place = stream.below(input.len() + 1);
    let start = input[..place].iter().rposition(|byte| *byte == b'\n');
    let end = input[place..].iter().position(|byte| *byte == b'\n');
    start.map_or(0, |at| at + 1)..end.map_or(input.len(), |at| place + at + 1)
}

/// Letters and digits that stand together, or one byte of what stands between them.
fn a_word(input: &[u8], stream: &mut Stream) -> Vec<u8> {
    let place = stream.below(input.len() + 1);
    let is_other = |byte: &u8| !byte.is_ascii_alphanumeric();
    let start = input[..place].iter().rposition(is_other);
    let end = input[place..].iter().position(is_other);
    let start = start.map_or(0, |at| at + 1);
    let end = end.map_or(input.len(), |at| place + at).max(start + 1);
    input[start.min(input.len())..end.min(input.len())].to_vec()
}

fn with_all_replaced(input: &[u8], word: &[u8], other: &[u8]) -> Vec<u8> {
    let (mut changed, mut rest) = (Vec::new(), input);
    while let [first, after @ ..] = rest {
        match rest.strip_prefix(word) {
            Some(after) if !word.is_empty() => {
                changed.extend(other);
                rest = after;
            }
            _ => {
                changed.push(*first);
                rest = after;
            }
        }
    }
    changed
}

/// Swaps two lines where they stand first.
fn replace(input: &mut Vec<u8>, first: &[u8], second: &[u8]) {
    let mut lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
    let place = |line: &[u8]| lines.iter().position(|other| *other == line);
    if let (Some(one), Some(other)) = (place(first), place(second)) {
        lines.swap(one, other);
        *input = lines.concat();
    }
}
