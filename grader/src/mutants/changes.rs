//! The small changes that are tried in a body: one operator, number, condition, method or statement at a
//! time, as a student might get it wrong.

use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Lit, RangeLimits, Stmt, Token, UnOp};

use super::methods;

/// How many characters of an expression a description shows.
const SHOWN: usize = 36;

/// One change of a body's text.
#[derive(Debug)]
pub(super) struct Change {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
    /// What was changed, such as "`a + b` becomes `a - b`".
    pub description: String,
}

/// The changes of a body, given with both braces. One that is no Rust has none.
pub(super) fn of(body: &str) -> Vec<Change> {
    let changes = Vec::new();
    let mut finder = Finder { body, changes };
    if let Ok(block) = syn::parse_str::<Block>(body) {
        finder.visit_block(&block);
    }
    finder.changes
}

struct Finder<'a> {
    body: &'a str,
    changes: Vec<Change>,
}

impl<'a> Finder<'a> {
    fn text(&self, part: &impl Spanned) -> &'a str {
        self.body.get(part.span().byte_range()).unwrap_or_default()
    }

    /// Records that `part` becomes `new`.
    fn becomes(&mut self, part: &impl Spanned, new: &str) {
        let old = shortened(self.text(part));
        let description = format!("`{old}` becomes `{}`", shortened(new));
        self.record(part, new, description);
    }

    fn record(&mut self, part: &impl Spanned, new: &str, description: String) {
        self.changes.push(Change {
            range: part.span().byte_range(),
            text: new.to_owned(),
            description,
        });
    }

    /// An operand as it can stand beside any operator and before any method.
    fn operand(&self, expression: &Expr) -> String {
        let text = self.text(expression);
        match expression {
            Expr::Path(_) | Expr::Call(_) | Expr::MethodCall(_) | Expr::Paren(_) => text.into(),
            Expr::Field(_) | Expr::Lit(_) => text.into(),
            _ => format!("({text})"),
        }
    }

    fn condition(&mut self, condition: &Expr, values: &[&str]) {
        if !binds(condition) {
            for value in values {
                let description = format!("the condition `{}`", shortened(self.text(condition)));
                self.record(condition, value, format!("{description} becomes `{value}`"));
            }
        }
    }

    /// Each two neighbours of a list change places.
    fn neighbours(&mut self, elements: &Punctuated<Expr, Token![,]>) {
        for (one, next) in elements.iter().zip(elements.iter().skip(1)) {
            self.change_places(one, next);
        }
    }

    fn change_places(&mut self, one: &impl Spanned, next: &impl Spanned) {
        let (start, end) = (one.span().byte_range(), next.span().byte_range());
        let between = self.body.get(start.end..end.start).unwrap_or_default();
        let (one, next) = (self.text(one), self.text(next));
        let (first, second) = (shortened(one), shortened(next));
        self.changes.push(Change {
            range: start.start..end.end,
            text: format!("{next}{between}{one}"),
            description: format!("`{first}` and `{second}` change places"),
        });
    }
}

/// The parts of types, such as the length of an array, are no numbers of the method.
impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        let list = Punctuated::<Expr, Token![,]>::parse_terminated;
        if called.path.is_ident("vec")
            && let Ok(elements) = called.parse_body_with(list)
        {
            self.neighbours(&elements);
            elements.iter().for_each(|element| self.visit_expr(element));
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        for pair in block.stmts.windows(2) {
            if let [one, next] = pair
                && acts(one)
                && acts(next)
            {
                self.change_places(one, next);
            }
        }
        visit::visit_block(self, block);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if acts(statement) {
            let description = format!("`{}` is removed", shortened(self.text(statement)));
            self.record(statement, "", description);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let (left, right) = (self.text(&*binary.left), self.text(&*binary.right));
        let old = format!(
            "{} {} {}",
            shortened(left),
            self.text(&binary.op),
            shortened(right)
        );
        for other in others(&binary.op) {
            let (left, right) = (shortened(left), shortened(right));
            let description = format!("`{old}` becomes `{left} {other} {right}`");
            self.record(&binary.op, other, description);
        }
        if matches!(
            binary.op,
            BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_)
        ) {
            for kept in [left, right] {
                let description = format!("`{old}` becomes `{}`", shortened(kept));
                self.record(binary, kept, description);
            }
        }
        if let BinOp::Sub(_) | BinOp::Div(_) = binary.op {
            let (left, right) = (self.operand(&binary.left), self.operand(&binary.right));
            let turned = format!("{right} {} {left}", self.text(&binary.op));
            self.record(
                binary,
                // A minus before, or a dot behind, belongs to the whole.
                &format!("({turned})"),
                format!("the operands of `{old}` change places"),
            );
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        if let UnOp::Neg(_) | UnOp::Not(_) = unary.op {
            self.becomes(unary, self.text(&*unary.expr));
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_lit(&mut self, literal: &'ast syn::ExprLit) {
        for other in other_values(&literal.lit) {
            self.becomes(literal, &other);
        }
    }

    fn visit_expr_array(&mut self, array: &'ast syn::ExprArray) {
        self.neighbours(&array.elems);
        visit::visit_expr_array(self, array);
    }

    fn visit_expr_range(&mut self, range: &'ast syn::ExprRange) {
        let (end, other) = match range.limits {
            RangeLimits::HalfOpen(_) => (&range.end, "..="),
            RangeLimits::Closed(_) => (&range.end, ".."),
        };
        if let Some(end) = end {
            let start = range.start.as_ref().map(|start| self.text(&**start));
            let new = format!("{}{other}{}", start.unwrap_or_default(), self.text(&**end));
            self.becomes(range, &new);
        }
        visit::visit_expr_range(self, range);
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let text = self.text(path);
        if let Some(last) = path.path.segments.last() {
            let name = last.ident.to_string();
            let is_constant = name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase());
            if is_constant {
                self.becomes(path, &format!("({text} * 2.0)"));
            } else if path.path.segments.len() > 1 {
                for other in methods::similar(&name) {
                    let description = format!("`{text}` becomes `{other}`");
                    self.record(&last.ident, other, description);
                }
            }
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        let receiver = self.text(&*call.receiver);
        let arguments = self.text(&call.args);
        let called = |name: &str| {
            let (receiver, arguments) = (shortened(receiver), shortened(arguments));
            format!("`{receiver}.{name}({arguments})`")
        };
        for other in methods::similar(&name) {
            let description = format!("{} becomes {}", called(&name), called(other));
            self.record(&call.method, other, description);
        }
        if methods::removable(&name) {
            let description = format!("{} becomes `{}`", called(&name), shortened(receiver));
            self.record(call, receiver, description);
        }
        if methods::ITERATORS.contains(&&*name) {
            let all = self.text(call);
            for more in ["rev()", "skip(1)"] {
                let description = format!("{} becomes `….{more}`", called(&name));
                self.record(call, &format!("{all}.{more}"), description);
            }
        }
        if methods::ordered(&name)
            && let [argument] = &*call.args.iter().collect::<Vec<_>>()
        {
            let (first, second) = (self.operand(argument), self.operand(&call.receiver));
            let turned = format!("{first}.{name}({second})");
            let description = format!("the operands of {} change places", called(&name));
            self.record(call, &turned, description);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_if(&mut self, choice: &'ast syn::ExprIf) {
        self.condition(&choice.cond, &["true", "false"]);
        visit::visit_expr_if(self, choice);
    }

    fn visit_expr_while(&mut self, repeated: &'ast syn::ExprWhile) {
        self.condition(&repeated.cond, &["false"]);
        visit::visit_expr_while(self, repeated);
    }
}

/// Whether a statement does something and gives nothing, so that a body may do without it.
fn acts(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(Expr::Assign(_) | Expr::Call(_) | Expr::MethodCall(_), Some(_)) => true,
        Stmt::Expr(Expr::Binary(binary), Some(_)) => assigned(&binary.op).is_some(),
        Stmt::Expr(Expr::ForLoop(_) | Expr::While(_), _) => true,
        _ => false,
    }
}

/// Whether a condition binds variables, so that no other can stand in its place.
fn binds(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => binds(&binary.left) || binds(&binary.right),
        _ => false,
    }
}

/// The operators that may stand in an operator's place.
fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Add(_) => &["-"],
        BinOp::Sub(_) => &["+"],
        BinOp::Mul(_) => &["/"],
        BinOp::Div(_) => &["*"],
        BinOp::Rem(_) => &["/"],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["<=", ">"],
        BinOp::Le(_) => &["<", ">="],
        BinOp::Gt(_) => &[">=", "<"],
        BinOp::Ge(_) => &[">", "<="],
        _ => assigned(operator).unwrap_or_default(),
    }
}

/// The same for operators that assign.
fn assigned(operator: &BinOp) -> Option<&'static [&'static str]> {
    match operator {
        BinOp::AddAssign(_) => Some(&["-=", "="]),
        BinOp::SubAssign(_) => Some(&["+=", "="]),
        BinOp::MulAssign(_) => Some(&["/=", "="]),
        BinOp::DivAssign(_) => Some(&["*=", "="]),
        _ => None,
    }
}

/// The values that may stand in a literal's place.
fn other_values(literal: &Lit) -> Vec<String> {
    match literal {
        Lit::Bool(bool) => vec![(!bool.value).to_string()],
        Lit::Int(int) => {
            let others = match int.base10_parse::<u32>() {
                Ok(0) => vec![1],
                Ok(1) => vec![0, 2],
                Ok(value) => vec![value.saturating_add(1)],
                Err(_) => vec![],
            };
            let others = others.into_iter();
            others.map(|it| format!("{it}{}", int.suffix())).collect()
        }
        Lit::Float(float) => {
            let others = match float.base10_parse::<f64>() {
                Ok(0.0) => vec![1.0],
                Ok(1.0) => vec![0.0, 2.0],
                Ok(value) if value < 1.0 => vec![value / 2.0],
                Ok(value) => vec![value + 1.0],
                Err(_) => vec![],
            };
            let others = others.into_iter();
            others
                .map(|it| format!("{it:?}{}", float.suffix()))
                .collect()
        }
        _ => vec![],
    }
}

/// A text in one line, its middle left out where it is long.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace(" .", ".");
    let length = text.chars().count();
    if length <= SHOWN {
        return text;
    }
    let part = SHOWN / 2 - 1;
    let first: String = text.chars().take(part).collect();
    let last: String = text.chars().skip(length - part).collect();
    format!("{first} … {last}")
}
