/// Writes the answer to an images request, which is never a stream.
package struct ImagesEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { "" }
  package static var streamContentType: StaticString { "application/json" }

  private let earlier: AnswerSeries
  private let sendsURLs: Bool
  private let created: Int
  private var answer = MediaAnswer(of: "image")

  init(request: GenerateRequest, context: RequestContext) {
    earlier = request.reply.series
    sendsURLs = request.reply.sendsImageURLs
    created = context.created
  }

  package var hasOutput: Bool { !answer.media.isEmpty }
  package var isComplete: Bool { answer.isComplete }
  package var isEmpty: Bool { isComplete && !hasOutput }
  package var usage: Usage { answer.usage }
  package var modelVersion: String? { answer.modelVersion }

  package var series: AnswerSeries {
    var series = earlier
    series.choices += 1
    series.usage.add(answer.usage)
    // One was asked for, whatever else the model thought of.
    guard let image = answer.media.first else { return series }
    if !series.written.isEmpty { series.written.append(UInt8(ascii: ",")) }
    if sendsURLs {
      series.written.append(literal: "{\"url\":\"data:")
      Array(image.type.utf8).withUnsafeBytes { JSONWriter.escape($0, into: &series.written) }
      series.written.append(literal: ";base64,")
    } else {
      series.written.append(literal: "{\"b64_json\":\"")
    }
    series.written.append(contentsOf: image.base64)
    series.written.append(literal: "\"}")
    return series
  }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    try answer.read(payload)
  }

  package mutating func finish(into output: inout [UInt8]) {}

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {}

  package mutating func whole(into output: inout [UInt8]) {
    let series = series
    output.append(literal: "{\"created\":")
    JSONWriter.integer(created, into: &output)
    output.append(literal: ",\"data\":[")
    output.append(contentsOf: series.written)
    output.append(literal: "],\"usage\":{\"input_tokens\":")
    JSONWriter.integer(series.usage.input, into: &output)
    output.append(literal: ",\"input_tokens_details\":{\"text_tokens\":")
    JSONWriter.integer(series.usage.input, into: &output)
    output.append(literal: ",\"image_tokens\":0},\"output_tokens\":")
    JSONWriter.integer(series.usage.output, into: &output)
    output.append(literal: ",\"total_tokens\":")
    JSONWriter.integer(series.usage.input &+ series.usage.output, into: &output)
    output.append(literal: "}}")
  }
}
