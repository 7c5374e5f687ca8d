package io.breakwater.fleet;

/// The properties that must hold in every run, by their numbers in docs/reliability.md.
enum Property {
    I1("exactly one final answer for each request, told as it was; no defect"),
    I2(
            "the answer, or the first content of a stream, by the deadline and 250 ms, and what the store took; no call with less than 2 s left"),
    I3("at most max(3, tiers + 1) attempts, at most two of them given up for another"),
    I4("no target is called twice, but after renewed credentials, a pause or a cut answer"),
    I5(
            "what is admitted is within the limits of the minute, of the day and at once; without the store only who may be"),
    I6("one settlement for each reservation; no counter below zero; a ledger's day is the sum of what was charged"),
    I7(
            "charged at least what Bedrock billed and told, and just that if it was one call; what it billed untold is never free"),
    I8("no failover after a refusal of the request itself; an unknown one is tried elsewhere once"),
    I9("no call after content was sent; each piece of an answer comes once"),
    I10("a success has its end, its usage and its closing frame; a stream that broke says so"),
    I11("nobody gets anything of another request; no call to a shard that is not in the tenant's hand"),
    I12("no prompt in any event"),
    I13("nothing is admitted with a key that was revoked a minute ago"),
    I14("nothing is admitted of a tenant that was suspended five seconds ago"),
    I15("every 429 and 503 has a wait of 1 to 60 s where a retry makes sense, and a body of the dialect"),
    I16("a lower tier only where the tenant allows it"),
    I17(
            "at most five writes of the ledgers for a request, three for each further target whose room it held, and one for each ledger in whose name its copy admitted without the store"),
    I18("nothing is held in the end"),
    I19("330 s after the last fault every target of the first tier is back, and 99.5 % is served"),
    I20("who is refused, waits as told and comes back is served"),
    F1("at most 30 calls a minute to a target that fails fast, once a minute has passed"),
    F2("no stream is silent for longer than 15 s, and what the store took"),
    F3("no call to a drained target 45 s after the operators' word, while the store answers"),
    F4("a target is ejected or quarantined only where something was wrong with it");
    private final String claim;

    Property(String claim) {
        this.claim = claim;
    }

    String claim() {
        return claim;
    }
}
