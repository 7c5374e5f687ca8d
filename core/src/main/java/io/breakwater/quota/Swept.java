package io.breakwater.quota;

/// What a sweep found in ledger items.
///
/// @param leaked what requests that never settled held, and nothing holds any more; their tokens and money stay
/// counted in the day and the month
/// @param standing how the items stand now
public record Swept(Use leaked, Standing standing) {

    public boolean nothing() {
        return leaked.equals(Use.NOTHING);
    }

    Swept plus(Swept other) {
        return new Swept(leaked.plus(other.leaked), standing.plus(other.standing));
    }
}
