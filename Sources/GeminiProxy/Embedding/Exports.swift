// `Secret`, `UpstreamTransport` and what belongs to them are part of this module's interface: one import is enough.
@_exported public import OAuth
@_exported public import Transport
