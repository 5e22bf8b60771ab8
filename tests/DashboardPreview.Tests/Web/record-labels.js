// Keeps the texts of each canvas, with their ends in its pixels, since its last clearing.
(() => {
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    this.canvas.labels = [];
    return clearRect.apply(this, area);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    const size = this.measureText(text), at = this.getTransform().transformPoint({ x, y });
    (this.canvas.labels ??= []).push({ text, left: at.x - size.actualBoundingBoxLeft, right: at.x + size.actualBoundingBoxRight,
      top: at.y - size.actualBoundingBoxAscent, bottom: at.y + size.actualBoundingBoxDescent });
    return fillText.call(this, text, x, y, ...rest);
  };
})();
