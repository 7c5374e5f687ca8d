package io.breakwater.model;

/// The priority of a request to a ledger item that priorities share.
public record Claim(Priority priority, Shares shares) {

    public int percent() {
        return shares.of(priority);
    }
}
