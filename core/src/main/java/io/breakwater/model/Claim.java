package io.breakwater.model;

/// In which priority something is asked of a ledger item that priorities share.
public record Claim(Priority priority, Shares shares) {

    public int percent() {
        return shares.of(priority);
    }
}
