package io.breakwater.fleet;

/// What must hold in every run, by the numbers of docs/simulation.md.
enum Property {
    I1("exactly one final answer for each request"),
    I2("the answer, or the first content of a stream, by the deadline and 250 ms; no call with less than 2 s left"),
    I3("at most max(3, tiers + 1) attempts, at most two of them abandoned for another"),
    I4("no target is called twice, but after renewed credentials, a pause or a cut answer"),
    I5("what is admitted is within the limits: of the minute, of the day, at once"),
    I6("one settlement for each reservation; no counter below zero; the ledger is the sum of what was charged"),
    I7("charged at least what Bedrock billed and told, and at most what was reserved"),
    I8("no failover after a refusal of the request itself; an unknown one is tried elsewhere once"),
    I9("no bytes of one target after bytes of another"),
    I10("a success has its end and its usage, and what broke says so"),
    I11("nobody gets anything of another request, or of a shard that is not its own"),
    I12("no prompt in any event"),
    I13("nothing is admitted with a key that was revoked a minute ago"),
    I14("nothing is called for a tenant that was suspended five seconds ago"),
    I15("every 429 and 503 has a wait of 1 to 60 s where a retry makes sense, and a body of the dialect"),
    I16("a lower tier only where the tenant allows it"),
    I17("at most five writes of the ledgers for a request, and three for each further target whose room it held"),
    I18("nothing is held in the end"),
    I19("all targets are back, and so is success, after the last fault"),
    I20("who waits as told is served"),
    F2("no stream is silent for longer than 15 s"),
    F3("a drained target gets no calls once everybody can have heard of it"),
    F1("at most 30 calls a minute to a target that fails fast, once a minute has passed");

    private final String claim;

    Property(String claim) {
        this.claim = claim;
    }

    String claim() {
        return claim;
    }
}
