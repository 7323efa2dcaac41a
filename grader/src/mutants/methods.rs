//! Which methods stand in for which in a [change](super::changes).
//!
//! A pair that does not fit the types costs nothing: the compiler takes the mutant away.

/// Methods and functions that take the same and give the same kind of thing.
const SIMILAR: &[&[&str]] = &[
    &["sum", "mean"],
    &["sum_dim", "mean_dim"],
    &["max", "min"],
    &["max_dim", "min_dim"],
    &["max_pair", "min_pair"],
    &["argmax", "argmin"],
    &["clamp_min", "clamp_max"],
    &["greater", "greater_equal", "lower"],
    &["greater_elem", "greater_equal_elem", "lower_elem"],
    &["greater_equal", "greater", "lower_equal"],
    &["greater_equal_elem", "greater_elem", "lower_equal_elem"],
    &["lower", "lower_equal", "greater"],
    &["lower_elem", "lower_equal_elem", "greater_elem"],
    &["lower_equal", "lower", "greater_equal"],
    &["lower_equal_elem", "lower_elem", "greater_equal_elem"],
    &["equal", "not_equal"],
    &["equal_elem", "not_equal_elem"],
    &["exp", "log"],
    &["exp", "ln"],
    &["tanh", "sigmoid"],
    &["sin", "cos"],
    &["sqrt", "square"],
    &["abs", "square"],
    &["floor", "ceil"],
    &["zeros", "ones"],
    &["zeros_like", "ones_like"],
    &["first", "last"],
    &["split_first_mut", "split_last_mut"],
    &["any", "all"],
];

/// Methods without which a chain may still have the same type. Those that only copy or convert are not
/// here: without them nothing changes, or nothing compiles.
const REMOVABLE: &[&str] = &[
    "abs",
    "ceil",
    "clamp",
    "clamp_max",
    "clamp_min",
    "cos",
    "detach",
    "exp",
    "flip",
    "floor",
    "ln",
    "log",
    "mask_fill",
    "mask_where",
    "max",
    "max_pair",
    "min",
    "min_pair",
    "narrow",
    "neg",
    "powf",
    "powi",
    "recip",
    "rev",
    "round",
    "sign",
    "sin",
    "skip",
    "sqrt",
    "square",
    "swap_dims",
    "take",
    "tanh",
    "transpose",
];

/// Methods whose elements may come in another order, or without the first one.
pub(super) const ITERATORS: &[&str] = &["iter", "iter_mut", "into_iter"];

/// Methods of which the order of the two operands matters.
const ORDERED: &[&str] = &["atan2", "div", "matmul", "powf", "sub"];

/// What may stand in the place of a method or function: a pair is read from both sides, a longer row from its
/// first word.
pub(super) fn similar(name: &str) -> Vec<&'static str> {
    let rows = SIMILAR.iter();
    let others = rows.flat_map(|row| match row {
        [first, others @ ..] if *first == name => others,
        [first, second] if *second == name => std::slice::from_ref(first),
        _ => &[],
    });
    others.copied().collect()
}

/// Whether a method may be left out.
pub(super) fn removable(name: &str) -> bool {
    REMOVABLE.contains(&name)
}

/// Whether the receiver and the argument of a method may change places.
pub(super) fn ordered(name: &str) -> bool {
    ORDERED.contains(&name)
}
