/** `expires in 1 h 02 min`, in the last hour `expires in 59:48`, then `expired 3 min ago`. */
export function timeLeft(seconds: number): string {
  if (seconds <= 0) return `expired ${span(-seconds)} ago`
  return `expires in ${seconds < 3_600 ? clock(seconds) : span(seconds)}`
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
