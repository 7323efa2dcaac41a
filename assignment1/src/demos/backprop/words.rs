//! How the numbers of a pass come about, in words.

use super::graph::{gradient_of, show};
use super::network::Network;

/// What there is to be said of the node that was clicked, or else of the last number; `is_whole` says that
/// the pass is over.
pub fn words(network: &Network, n: &[f64], chosen: Option<usize>, is_whole: bool) -> String {
    match (chosen, n.len().checked_sub(1)) {
        (Some(node), _) => of_node(network, n, node).join("\n"),
        _ if is_whole => "Click a node to see where its numbers come from.".into(),
        (None, Some(last)) => of_number(network, n, last),
        (None, None) => "Two inputs, two hidden units, two classes. What is z1?".into(),
    }
}

/// How a node's number comes about, and its gradient where that is there already.
fn of_node(network: &Network, numbers: &[f64], node: usize) -> Vec<String> {
    let both = node.checked_sub(2).into_iter().chain(gradient_of(node));
    let there = both.filter(|number| *number < numbers.len());
    there
        .map(|number| of_number(network, numbers, number))
        .collect()
}

/// Where each kind of numbers begins: z, h, o, p, L, then ∂o, ∂V, ∂h, ∂z, ∂W.
const STARTS: [usize; 10] = [0, 2, 4, 6, 8, 9, 11, 15, 17, 19];

/// How a number comes about, with all that goes into it.
fn of_number(network: &Network, n: &[f64], number: usize) -> String {
    let (w, x, count) = (&network.weights, network.inputs[0], network.inputs.len());
    let product = |a: f64, b: f64| format!("{} · {}", show(a), show(b));
    let sum =
        |a: [f64; 2], b: [f64; 2]| format!("{} + {}", product(a[0], b[0]), product(a[1], b[1]));
    let kind = STARTS.iter().rposition(|start| *start <= number);
    let kind = kind.unwrap_or(0);
    let at = number - STARTS[kind];
    let (unit, row, column, class) = (at + 1, at / 2, at % 2, network.classes[0]);
    let (into, across) = (row + 1, column + 1);
    let more = match count {
        1 => String::new(),
        _ => format!(", and the same of {} more", count - 1),
    };
    let how = match kind {
        0 => {
            let terms = sum(x, [w[at], w[2 + at]]);
            format!("z{unit} = x W + b = {terms} + {}", show(w[4 + at]))
        }
        1 => format!("h{unit} = f(z{unit}) = f({})", show(n[at])),
        2 => {
            let terms = sum([n[2], n[3]], [w[6 + at], w[8 + at]]);
            format!("o{unit} = h V + c = {terms} + {}", show(w[10 + at]))
        }
        3 => format!("p{unit} = exp(o{unit}) / (exp(o1) + exp(o2))"),
        4 if count == 1 => format!("L = -ln p{}", class + 1),
        4 => format!("L = (-ln p{}{more}) / {count}", class + 1),
        5 => {
            let (p, t) = (show(n[6 + at]), u8::from(at == class));
            format!("∂o{unit} = (p{unit} - t{unit}) / B = ({p} - {t}) / {count}")
        }
        6 => {
            let terms = product(n[2 + row], n[9 + column]);
            format!("∂V{into}{across} = h{into} ∂o{across} = {terms}{more}")
        }
        7 => {
            let terms = sum([n[9], n[10]], [w[6 + 2 * at], w[7 + 2 * at]]);
            format!("∂h{unit} = ∂o Vᵀ = {terms}")
        }
        8 => {
            let slope = network.slope(n[at], n[2 + at]);
            format!(
                "∂z{unit} = ∂h{unit} f'(z{unit}) = {}",
                product(n[15 + at], slope)
            )
        }
        _ => {
            let terms = product(x[row], n[17 + column]);
            format!("∂W{into}{across} = x{into} ∂z{across} = {terms}{more}")
        }
    };
    format!("{how} = {}", show(n[number]))
}
