package io.breakwater.fleet;

/// The properties that must hold in every run, by their numbers in docs/reliability.md.
enum Property {
    I1("exactly one final answer for each request, reported as it was; no defect"),
    I2("the answer, or the first content of a stream, by the deadline plus 250 ms plus the time that the store"
            + " took; no call with less than 2 s left; a stream has ended 1.25 s after its last frame, and that time"),
    I3("at most max(3, tiers + 1) attempts, at most two of them given up for another target"),
    I4("no target is called twice, except after renewed credentials, a pause or a cut answer"),
    I5("admitted requests are within the limits of the minute, of the day, of the month and at once, or, while two"
            + " configurations run, the larger of both; a day and a month count more than their limits only by inputs"
            + " that were estimated too low and by what calls report beyond the cost of one; without the store only"
            + " tenants that allow it are admitted"),
    I6("one settlement for each reservation; no counter below zero; a ledger's day and month are the sums of what was"
            + " charged, and so is its day's usage by model"),
    I7("charged at least what Bedrock reported, right or wrong, and exactly that if it was one call; calls that it"
            + " billed without a report are never free"),
    I8("no failover after a refusal of the request itself; after an unknown refusal one other account is tried"),
    I9("no call after content was sent; each piece of an answer comes once, in a whole answer too"),
    I10("a success has its end, its usage and its closing frame, and is no error; a broken stream says so"),
    I11("no request gets anything of another one; no call to a shard that is not in the tenant's hand"),
    I12("no prompt in any event"),
    I13("nothing is admitted with a key that was revoked a minute ago"),
    I14("nothing is admitted of a tenant that was suspended five seconds ago"),
    I15("every 429 and 503 has a wait of 1 to 60 s if a retry makes sense, and a body in the dialect's form"),
    I16("a lower tier only where the tenant allows it"),
    I17("at most five ledger writes for a request, two for each epoch of two minutes into which it carries its holds,"
            + " three for each further target where it reserved, and those that book what its copy has admitted without"
            + " the store"),
    I18("nothing is held in the end, neither in a ledger nor of Bedrock's places for answers"),
    I19("330 s after the last fault every target of the first tier is back, and 99.5 % of the requests are served"),
    I20("a caller that is refused, waits as told and comes back is served"),
    I21("a day or a month is called used up only if what is spent and what the request may use exceed it"),
    F1("at most 30 calls a minute to a target that fails fast or breaks all streams, once a minute has passed"),
    F2("no stream of chat, Messages or Responses is silent for longer than 15 s plus the time that the store took"),
    F3("no call to a drained target 45 s after operators have drained it, while the store answers"),
    F4("a target is ejected only if calls to it have just failed or hardly any was answered, quarantined only if it was"
            + " just refused, and a quota closed only if it was just spent"),
    F5("if unknown quotas that suffice for all requests are cut for at most half of a run, at most a tenth of its calls"
            + " is throttled"),
    F6("a target that returns gets at most two thirds of its part in its first ten seconds"),
    F7("a target all of whose streams stand still is left out within 30 s, if it gets a call each second"),
    F8("at ten requests a second, and with nine tenths of the capacity gone, retries that fail are at most a tenth of a"
            + " target's calls, one in five seconds, and 30"),
    F9("at ten requests a second, a lost Region gets at most 60 calls in its first minute and 10 in each further one,"
            + " however many accounts it has"),
    F10("at ten requests a second, if healthy targets have room for all, 99.9 % of the requests are answered while"
            + " targets or accounts fail"),
    F11("conversations write at most 1.1 times the least possible into prompt caches"),
    F12(
            "a request waits for room no longer than its caller and its plan allow, never into the last 2.6 s of its deadline,"
                    + " or its last half if it wants a whole answer,"
                    + " three times at most, and never in vain because no time is left for its first call"),
    F13("a call is cut before its caller's time is over only for another target, which is then asked,"
            + " or as a probe in need"),
    F14("a request calls at most one target as a probe, and claims it when it holds room there"),
    F15("a copy does not call a target before the time that the target has told it to wait"),
    F16("only answers to calls that began after a target was left out count for its return"),
    F17("while copies of two configurations run, each calls only targets of its own");

    private final String claim;

    Property(String claim) {
        this.claim = claim;
    }

    String claim() {
        return claim;
    }
}
